package io.coterie.segment.membership;

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

/// Writes when time alone may next change something, one row for a customer and the sources that are waited for: so
/// that rows whose time has come, but whose sources lag, are not looked at.
@Singleton
class DueWriter {
    private static final String DUE = """
            INSERT INTO customer_due (bucket, customer_id, sources, due_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, sources) DO UPDATE SET due_at = excluded.due_at
            """;
    private static final String NEVER =
            "DELETE FROM customer_due WHERE bucket = ? AND customer_id = ? AND sources = ?";

    private final Database database;

    DueWriter(Database database) {
        this.database = database.failingWith("due instants could not be written");
    }

    /// A stored instant is a lower bound: it is written again when it has passed or when an earlier one came up.
    void write(List<CustomerState> states) {
        List<Object[]> set = new ArrayList<>();
        List<Object[]> clear = new ArrayList<>();
        for (CustomerState state : states) {
            for (Sources sources : sourcesOf(state)) {
                Instant due = state.due().getOrDefault(sources, Verdict.NEVER);
                Instant stored = state.dueAsRead().getOrDefault(sources, Verdict.NEVER);
                boolean passed = !stored.isAfter(state.reached().of(sources));
                if (!due.equals(Verdict.NEVER) && (due.isBefore(stored) || passed)) {
                    set.add(row(state, sources, due));
                } else if (due.equals(Verdict.NEVER) && passed) {
                    clear.add(row(state, sources));
                }
            }
        }
        database.batch(DUE, set);
        database.batch(NEVER, clear);
    }

    private static Set<Sources> sourcesOf(CustomerState state) {
        Set<Sources> all = new HashSet<>(state.due().keySet());
        all.addAll(state.dueAsRead().keySet());
        return all;
    }

    private static Object[] row(CustomerState state, Sources sources, Instant due) {
        return new Object[] {
            (short) Bucket.of(state.customerId()), state.customerId(), (short) sources.bits(), due
        };
    }

    private static Object[] row(CustomerState state, Sources sources) {
        return new Object[] {(short) Bucket.of(state.customerId()), state.customerId(), (short) sources.bits()};
    }
}
