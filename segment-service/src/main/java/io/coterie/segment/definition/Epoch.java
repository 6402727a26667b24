package io.coterie.segment.definition;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;

/// The definition epoch and its lock. Whoever evaluates shares the lock until the commit; whoever changes what is
/// evaluated has it alone, briefly: so no row is ever written by rules that are no longer, or not yet, in force.
@Singleton
class Epoch {
    private static final long LOCK = 0x5E6_3E97;
    private static final long SAVERS = LOCK + 1;

    private final Database database;

    Epoch(Database database) {
        this.database = database.failingWith("the definition epoch could not be read or raised");
    }

    long shared() {
        lock("SELECT pg_advisory_xact_lock_shared(?)", LOCK);
        return number("SELECT epoch FROM definition_epoch");
    }

    /// Takes the lock alone and raises the epoch; returns the new one.
    long raise() {
        lock("SELECT pg_advisory_xact_lock(?)", LOCK);
        return number("UPDATE definition_epoch SET epoch = epoch + 1 RETURNING epoch");
    }

    /// Two rules that refer to each other are each fine without the other: they must not be saved at the same time.
    void oneSaverAtATime() {
        lock("SELECT pg_advisory_xact_lock(?)", SAVERS);
    }

    private void lock(String sql, long lock) {
        database.first(sql, row -> true, lock);
    }

    private long number(String sql) {
        return database.first(sql, row -> row.getLong("epoch")).orElseThrow();
    }
}
