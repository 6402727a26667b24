package io.coterie.kit.log;

import org.jspecify.annotations.Nullable;

/// Stands in for an exception in the log: where it came from, and of what it says no more than [FaultText].
final class LoggedFault extends Throwable {
    private static final int MOST_CAUSES = 8;

    private final String text;

    private LoggedFault(Throwable fault, @Nullable LoggedFault cause) {
        super(null, cause, false, true);
        this.text = FaultText.ofOne(fault);
        setStackTrace(fault.getStackTrace());
    }

    static LoggedFault of(Throwable fault) {
        return fault instanceof LoggedFault logged ? logged : of(fault, MOST_CAUSES);
    }

    private static LoggedFault of(Throwable fault, int deeper) {
        Throwable cause = fault.getCause();
        return new LoggedFault(fault, cause == null || deeper == 0 ? null : of(cause, deeper - 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
