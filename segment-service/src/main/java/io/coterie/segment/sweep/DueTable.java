package io.coterie.segment.sweep;

import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Sources;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// When time alone may next change something for a customer; the touches write it, the sweeper reads it. Rows are asked
/// for by the sources that they wait for, each up to its own horizon.
@Singleton
class DueTable {
    private static final String HORIZONS = "unnest(?::smallint[], ?::timestamptz[]) AS h (sources, horizon)";
    private static final String DUE = """
            SELECT d.customer_id FROM %s CROSS JOIN LATERAL
                (SELECT customer_id, due_at FROM customer_due
                 WHERE sources = h.sources AND due_at <= h.horizon ORDER BY due_at LIMIT ?) AS d
            ORDER BY d.due_at LIMIT ?
            """.formatted(HORIZONS);
    private static final String OVERDUE = """
            SELECT count(*) FROM %s JOIN customer_due d ON d.sources = h.sources AND d.due_at <= h.horizon
            """.formatted(HORIZONS);
    private static final String FIRST = """
            SELECT min(d.due_at) AS first
            FROM %s JOIN customer_due d ON d.sources = h.sources AND d.due_at <= h.horizon
            """.formatted(HORIZONS);

    private final Database database;

    DueTable(Database database) {
        this.database = database.failingWith("due customers could not be read");
    }

    List<UUID> dueBy(Horizons horizons, int most) {
        return database.query(
                DUE, row -> Database.uuid(row, "customer_id"), bits(), instants(horizons), most, most);
    }

    /// How long the first of those waits who are overdue, in seconds; NaN while the database is away.
    double overdueAge(Horizons horizons) {
        try {
            return database.first(FIRST, row -> Database.optionalInstant(row, "first"), bits(), instants(horizons))
                    .map(first -> Duration.between(first, horizons.now()).toMillis() / 1_000.0)
                    .orElse(0.0);
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }

    /// NaN while the database is away.
    double overdue(Horizons horizons) {
        try {
            return database.first(OVERDUE, row -> row.getLong(1), bits(), instants(horizons))
                    .orElseThrow();
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }

    private static Short[] bits() {
        return Sources.combinations().stream()
                .map(sources -> (short) sources.bits())
                .toArray(Short[]::new);
    }

    private static Instant[] instants(Horizons horizons) {
        return Sources.combinations().stream().map(horizons::of).toArray(Instant[]::new);
    }
}
