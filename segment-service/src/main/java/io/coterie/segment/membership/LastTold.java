package io.coterie.segment.membership;

import static java.util.stream.Collectors.groupingBy;

import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How customers were last told to stand, by the history: what a rebuilt row starts from, so that versions never go
/// back and only differences are told.
@Singleton
class LastTold {
    private static final String LATEST = """
            SELECT DISTINCT ON (bucket, customer_id, segment_id)
                   customer_id, segment_id, state_version, change, effective_at
            FROM membership_change
            WHERE (bucket, customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[]))
            ORDER BY bucket, customer_id, segment_id, state_version DESC
            """;

    private final Database database;

    LastTold(Database database) {
        this.database = database.failingWith("the history could not be read");
    }

    /// @param stateVersion the highest that was told; 0 where nothing was
    /// @param standings by segment; when time changes them is not known
    record Told(long stateVersion, Map<Integer, Standing> standings) {
        static final Told NOTHING = new Told(0, Map.of());

        private static Told of(List<Row> rows) {
            Map<Integer, Standing> standings = new HashMap<>();
            rows.forEach(row -> standings.put(row.segment, row.standing));
            return new Told(rows.stream().mapToLong(Row::stateVersion).max().orElse(0), standings);
        }
    }

    /// Those of the customers of whom anything was told.
    Map<UUID, Told> of(Collection<UUID> customers) {
        Map<UUID, Told> told = new HashMap<>();
        if (!customers.isEmpty()) {
            CustomerKeys keys = new CustomerKeys(customers);
            database.query(LATEST, Row::of, keys.bucketArray(), keys.idArray()).stream()
                    .collect(groupingBy(Row::customer))
                    .forEach((customer, rows) -> told.put(customer, Told.of(rows)));
        }
        return told;
    }

    private record Row(UUID customer, int segment, long stateVersion, Standing standing) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    Database.uuid(row, "customer_id"),
                    row.getInt("segment_id"),
                    row.getLong("state_version"),
                    new Standing(
                            row.getString("change").equals("entered"),
                            Database.instant(row, "effective_at"),
                            Verdict.NEVER,
                            Instant.EPOCH,
                            Instant.EPOCH));
        }
    }
}
