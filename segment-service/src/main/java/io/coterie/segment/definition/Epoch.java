package io.coterie.segment.definition;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The definition epoch and its lock. Whoever evaluates shares the lock until the commit; whoever changes what is
/// evaluated has it alone, briefly: so no row is ever written by rules that are no longer, or not yet, in force.
@Singleton
class Epoch {
    private static final long LOCK = 0x5E6_3E97;

    long shared(Connection connection) throws SQLException {
        lock(connection, "SELECT pg_advisory_xact_lock_shared(?)");
        return number(connection, "SELECT epoch FROM definition_epoch");
    }

    /// Takes the lock alone and raises the epoch; returns the new one.
    long raise(Connection connection) throws SQLException {
        lock(connection, "SELECT pg_advisory_xact_lock(?)");
        return number(connection, "UPDATE definition_epoch SET epoch = epoch + 1 RETURNING epoch");
    }

    private static void lock(Connection connection, String sql) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
