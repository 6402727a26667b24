package io.coterie.segment.membership;

import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Sources;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether time acts when it should.
@Singleton
public class Freshness {
    private static final String OLDEST = """
            SELECT min(d.due_at) AS oldest
            FROM unnest(?::smallint[], ?::timestamptz[]) AS h (sources, horizon)
            JOIN customer_due d ON d.sources = h.sources AND d.due_at < h.horizon
            """;

    private final Database database;

    Freshness(Database database) {
        this.database = database.failingWith("due customers could not be read");
    }

    /// The earliest instant that could have been acted upon for longer than is tolerated, and was not.
    public Optional<Instant> overdueSince(Horizons horizons, Duration tolerated) {
        var combinations = Sources.combinations();
        return database.first(
                OLDEST,
                row -> Database.optionalInstant(row, "oldest"),
                combinations.stream().map(sources -> (short) sources.bits()).toArray(Short[]::new),
                combinations.stream()
                        .map(sources -> horizons.of(sources).minus(tolerated))
                        .toArray(Instant[]::new));
    }
}
