package io.coterie.kit.fault;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/// Tells a fault of the infrastructure, which passes and is waited for, from a fault of the message, which does not.
public final class Faults {
    /// Serialization failure, deadlock, lock not available: the same work succeeds when tried again.
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");

    /// Query cancelled, as it is when a statement takes longer than it may, and the same for a transaction, idle or
    /// not: the database is overloaded, or somebody holds its locks.
    private static final Set<String> TOO_SLOW = Set.of("57014", "25P03", "25P04");

    /// MongoDB's exceptions of a server that cannot be reached, that is stepping down or starting, or that did not
    /// answer or reach a majority in time.
    private static final Set<String> MONGO_AWAY = Set.of(
            "com.mongodb.MongoTimeoutException",
            "com.mongodb.MongoNotPrimaryException",
            "com.mongodb.MongoNodeIsRecoveringException",
            "com.mongodb.MongoConnectionPoolClearedException",
            "com.mongodb.MongoServerUnavailableException",
            "com.mongodb.MongoExecutionTimeoutException",
            "com.mongodb.MongoOperationTimeoutException",
            "com.mongodb.MongoWriteConcernException");

    private Faults() {}

    public static boolean isConflict(Throwable fault) {
        return anywhere(
                fault,
                cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && CONFLICTS.contains(sql.getSQLState()));
    }

    /// Whether a store or the network was away.
    public static boolean isInfrastructure(Throwable fault) {
        return anywhere(
                fault,
                cause -> (cause instanceof SQLException sql && isAway(sql))
                        || (cause instanceof IOException && !isBadData(cause))
                        || isMongoAway(cause.getClass().getName())
                        || cause instanceof InterruptedException);
    }

    /// In the causes, and in what a failed commit or rollback adds to them.
    private static boolean anywhere(Throwable fault, Predicate<Throwable> which) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (which.test(cause)) {
                return true;
            }
            for (Throwable beside : cause.getSuppressed()) {
                if (anywhere(beside, which)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isMongoAway(String exception) {
        return exception.startsWith("com.mongodb.MongoSocket") || MONGO_AWAY.contains(exception);
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
                || state.startsWith("58")
                || TOO_SLOW.contains(state);
    }
}
