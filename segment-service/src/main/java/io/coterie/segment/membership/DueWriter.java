package io.coterie.segment.membership;

import static io.coterie.kit.sql.Column.column;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Sources;
import io.coterie.segment.evaluation.Verdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Writes when time alone may next change something, one row for a customer and the sources that are waited for: so
/// that rows whose time has come, but whose sources lag, are not looked at.
@Singleton
class DueWriter {
    private static final String DUE = """
            INSERT INTO customer_due (bucket, customer_id, sources, due_at)
            SELECT * FROM unnest(?::smallint[], ?::uuid[], ?::smallint[], ?::timestamptz[])
            ON CONFLICT (bucket, customer_id, sources) DO UPDATE SET due_at = excluded.due_at
            """;
    private static final String NEVER = """
            DELETE FROM customer_due d USING unnest(?::smallint[], ?::uuid[], ?::smallint[])
                AS n (bucket, customer_id, sources)
            WHERE d.bucket = n.bucket AND d.customer_id = n.customer_id AND d.sources = n.sources
            """;

    private final Database database;

    DueWriter(Database database) {
        this.database = database.failingWith("due instants could not be written");
    }

    /// A stored instant is a lower bound: it is written again when it has passed or when an earlier one came up.
    void write(List<CustomerState> states) {
        List<Row> set = new ArrayList<>();
        List<Row> clear = new ArrayList<>();
        for (CustomerState state : states) {
            for (Sources sources : sourcesOf(state)) {
                Instant due = state.due().getOrDefault(sources, Verdict.NEVER);
                Instant stored = state.dueAsRead().getOrDefault(sources, Verdict.NEVER);
                boolean passed = !stored.isAfter(state.reached().of(sources));
                if (!due.equals(Verdict.NEVER) && (due.isBefore(stored) || passed)) {
                    set.add(new Row(state.customerId(), sources, due));
                } else if (due.equals(Verdict.NEVER) && passed) {
                    clear.add(new Row(state.customerId(), sources, due));
                }
            }
        }
        database.rows(
                DUE,
                set,
                column(Short[]::new, Row::bucket),
                column(UUID[]::new, Row::customer),
                column(Short[]::new, row -> (short) row.sources().bits()),
                column(Instant[]::new, Row::due));
        database.rows(
                NEVER,
                clear,
                column(Short[]::new, Row::bucket),
                column(UUID[]::new, Row::customer),
                column(Short[]::new, row -> (short) row.sources().bits()));
    }

    private static Set<Sources> sourcesOf(CustomerState state) {
        Set<Sources> all = new HashSet<>(state.due().keySet());
        all.addAll(state.dueAsRead().keySet());
        return all;
    }

    private record Row(UUID customer, Sources sources, Instant due) {
        short bucket() {
            return (short) Bucket.of(customer);
        }
    }
}
