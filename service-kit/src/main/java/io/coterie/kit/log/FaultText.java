package io.coterie.kit.log;

import java.sql.SQLException;
import java.util.StringJoiner;

/// What may be told of an exception wherever it is read: classes, SQL states, and messages of our own making.
///
/// Drivers and parsers quote in their messages what they did not like: `Key (email)=(…) already exists`, `For input
/// string: "…"`. Our own code does not, so a message is told only where the exception was made in it.
public final class FaultText {
    private static final String OURS = "io.coterie.";
    private static final int MOST_CAUSES = 8;

    private FaultText() {}

    /// The exception and its causes, such as `io.coterie.kit.sql.StoreFailure: a row could not be written; by
    /// org.postgresql.util.PSQLException (SQL state 23505); at io.coterie.customer.profile.ProfileTable.add:61`.
    public static String of(Throwable fault) {
        StringJoiner text = new StringJoiner("; by ");
        Throwable each = fault;
        for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
            text.add(ofOne(each));
            each = each.getCause();
        }
        return text + place(fault);
    }

    /// The exception without its causes.
    static String ofOne(Throwable fault) {
        String name = fault.getClass().getName();
        if (fault instanceof SQLException sql) {
            return name + " (SQL state " + sql.getSQLState() + ")";
        }
        String message = fault.getMessage();
        return message != null && isOurs(fault) ? name + ": " + message : name;
    }

    /// Whether our code wrote the message, and did not take over that of a cause.
    private static boolean isOurs(Throwable fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        Throwable cause = fault.getCause();
        boolean borrowed = cause != null && String.valueOf(fault.getMessage()).contains(cause.toString());
        return !borrowed && frames.length > 0 && frames[0].getClassName().startsWith(OURS);
    }

    private static String place(Throwable fault) {
        for (StackTraceElement frame : fault.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                return "; at " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }
}
