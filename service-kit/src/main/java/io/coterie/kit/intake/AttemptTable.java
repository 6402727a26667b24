package io.coterie.kit.intake;

import io.coterie.kit.retention.Retained;
import io.coterie.kit.retention.RetentionPeriods;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Duration;

/// The attempts of a service that keeps its state in PostgreSQL.
@Singleton
class AttemptTable implements Attempts, Retained {
    private static final String BEGIN = """
            INSERT INTO intake_attempt (message) VALUES (?)
            ON CONFLICT (message) DO UPDATE SET attempts = intake_attempt.attempts + 1, begun_at = clock_timestamp()
            RETURNING attempts
            """;
    private static final String END = "DELETE FROM intake_attempt WHERE message = ?";
    private static final String DELETE_OLD = """
            DELETE FROM intake_attempt
            WHERE message IN (SELECT message FROM intake_attempt
                              WHERE begun_at < clock_timestamp() - ? * interval '1 second'
                              LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final Duration kept;

    AttemptTable(Database database, RetentionPeriods periods) {
        this.database = database.failingWith("an attempt could not be counted");
        this.kept = periods.attempts();
    }

    @Override
    public int begin(String message) {
        return database.first(BEGIN, row -> row.getInt("attempts"), message).orElseThrow();
    }

    @Override
    public void end(String message) {
        database.update(END, message);
    }

    @Override
    public String kept() {
        return "attempts";
    }

    @Override
    public int deleteSome(int most) {
        return database.update(DELETE_OLD, kept.toSeconds(), most);
    }
}
