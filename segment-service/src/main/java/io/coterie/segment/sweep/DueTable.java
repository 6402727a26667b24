package io.coterie.segment.sweep;

import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// When time alone may next change something for a customer; the touches write it, the sweeper reads it.
@Singleton
class DueTable {
    private static final String DUE = "SELECT customer_id FROM customer_due WHERE due_at <= ? ORDER BY due_at LIMIT ?";
    private static final String OVERDUE = "SELECT count(*) FROM customer_due WHERE due_at <= ?";

    private final Database database;

    DueTable(Database database) {
        this.database = database.failingWith("due customers could not be read");
    }

    List<UUID> dueBy(Instant now, int most) {
        return database.query(DUE, row -> Database.uuid(row, "customer_id"), now, most);
    }

    /// NaN while the database is away.
    double overdue(Instant now) {
        try {
            return database.first(OVERDUE, row -> row.getLong(1), now).orElseThrow();
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }
}
