package io.coterie.segment.definition;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;

/// The definition epoch and its lock. Whoever evaluates shares the lock until the commit; whoever changes what is
/// evaluated has it alone, briefly: so no row is ever written by rules that are no longer, or not yet, in force.
@Singleton
class Epoch {
    private static final long LOCK = 0x5E6_3E97;

    private final Database database;

    Epoch(Database database) {
        this.database = database.failingWith("the definition epoch could not be read or raised");
    }

    long shared() {
        lock("SELECT pg_advisory_xact_lock_shared(?)");
        return number("SELECT epoch FROM definition_epoch");
    }

    /// Takes the lock alone and raises the epoch; returns the new one.
    long raise() {
        lock("SELECT pg_advisory_xact_lock(?)");
        return number("UPDATE definition_epoch SET epoch = epoch + 1 RETURNING epoch");
    }

    private void lock(String sql) {
        database.first(sql, row -> true, LOCK);
    }

    private long number(String sql) {
        return database.first(sql, row -> row.getLong("epoch")).orElseThrow();
    }
}
