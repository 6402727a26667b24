package io.coterie.segment.membership;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// Whether time acts when it should.
@Singleton
public class Freshness {
    private static final String OLDEST = "SELECT min(due_at) AS oldest FROM customer_due WHERE due_at <= ?";

    private final Database database;

    Freshness(Database database) {
        this.database = database.failingWith("due customers could not be read");
    }

    /// The earliest instant that has come and has not been acted upon.
    public Optional<Instant> overdueSince(Instant now) {
        return database.first(OLDEST, row -> Database.optionalInstant(row, "oldest"), now);
    }
}
