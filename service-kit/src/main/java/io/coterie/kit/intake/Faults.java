package io.coterie.kit.intake;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/// Tells a fault of the infrastructure, which passes and is waited for, from a fault of the message, which does not.
public final class Faults {
    /// Serialization failure, deadlock, lock not available: the same work succeeds when tried again.
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");

    /// MongoDB's exceptions of a server that cannot be reached, or that is stepping down or starting.
    private static final Set<String> MONGO_AWAY = Set.of(
            "com.mongodb.MongoTimeoutException",
            "com.mongodb.MongoNotPrimaryException",
            "com.mongodb.MongoNodeIsRecoveringException",
            "com.mongodb.MongoConnectionPoolClearedException");

    private Faults() {}

    public static boolean isConflict(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && CONFLICTS.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /// Whether a store or the network was away.
    public static boolean isInfrastructure(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if ((cause instanceof SQLException sql && isAway(sql))
                    || (cause instanceof IOException && !isBadData(cause))
                    || cause.getClass().getName().startsWith("com.mongodb.MongoSocket")
                    || MONGO_AWAY.contains(cause.getClass().getName())
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /// Jackson's exceptions are IOExceptions, but tell of data.
    private static boolean isBadData(Throwable cause) {
        return cause.getClass().getName().startsWith("com.fasterxml.jackson.");
    }

    /// Classes 08 (connection), 53 (resources), 57P (operator intervention), 58 (system), and no state at all, which is
    /// what the pool reports when it gets no connection.
    private static boolean isAway(SQLException sql) {
        String state = sql.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58");
    }
}
