package io.coterie.segment.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.retention.Retained;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Previews as rows, for an hour: who counts for one holds a lease, which ends by itself if the replica dies.
@Singleton
class Previews implements Retained {
    static final String TOPIC = "previews";
    /// How many may be counted at the same time, by all replicas together.
    static final int MOST_AT_ONCE = 8;

    private static final Duration KEPT = Duration.ofHours(1);
    private static final long LOCK = 0x5E6_93E1;
    private static final String COLUMNS =
            "id, rule, as_of, population, sample_customers, sample_members, buckets, customers, members";
    private static final String UNFINISHED = "buckets < " + Bucket.COUNT + " AND as_of > ?";
    private static final String INSERT = """
            INSERT INTO rule_preview (id, rule, as_of, leased_until)
            SELECT ?, ?, ?, clock_timestamp() + interval '30 seconds'
            WHERE (SELECT count(*) FROM rule_preview WHERE %s) < ?
            """.formatted(UNFINISHED);
    private static final String ESTIMATED = """
            UPDATE rule_preview SET population = ?, sample_customers = ?, sample_members = ?, buckets = ?, customers = ?,
                members = ?, leased_until = NULL
            WHERE id = ?
            """;
    private static final String LEASE = """
            UPDATE rule_preview SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = (SELECT id FROM rule_preview
                        WHERE %s AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""".formatted(UNFINISHED) + COLUMNS;
    /// What another one has reached meanwhile stays.
    private static final String SAVE = """
            UPDATE rule_preview SET buckets = ?, customers = ?, members = ?,
                leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = ? AND buckets <= ?
            """;
    private static final String ONE = "SELECT " + COLUMNS + " FROM rule_preview WHERE id = ? AND as_of > ?";
    private static final String DELETE = "DELETE FROM rule_preview WHERE id = ?";
    private static final String DELETE_OLD = """
            DELETE FROM rule_preview
            WHERE id IN (SELECT id FROM rule_preview WHERE as_of <= ? LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final Notifications notifications;
    private final ObjectMapper json;
    private final Clock clock;

    Previews(Database database, Notifications notifications, ObjectMapper json, Clock clock) {
        this.database = database.failingWith("previews could not be read or stored");
        this.notifications = notifications;
        this.json = json;
        this.clock = clock;
    }

    /// Whether there was room for one more; whoever began it holds the lease.
    @Transactional
    public boolean begin(UUID id, JsonNode rule, Instant asOf) {
        database.first("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
        return database.update(INSERT, id, rule.toString(), asOf, oldest(), MOST_AT_ONCE) == 1;
    }

    /// Keeps what the first buckets say; anybody may go on.
    @Transactional
    public void estimated(UUID id, long population, Counted sample) {
        database.update(
                ESTIMATED,
                population,
                sample.customers(),
                sample.members(),
                (short) sample.buckets(),
                sample.customers(),
                sample.members(),
                id);
        notifications.afterCommit(TOPIC);
    }

    /// One that nobody counts for.
    Optional<Preview> lease() {
        return database.first(LEASE, this::preview, oldest());
    }

    /// Keeps what was reached, and the lease; false if the preview is gone or somebody else is further.
    boolean save(UUID id, Counted reached) {
        short buckets = (short) reached.buckets();
        return database.update(SAVE, buckets, reached.customers(), reached.members(), id, buckets) == 1;
    }

    Optional<Preview> withId(UUID id) {
        return database.first(ONE, this::preview, id, oldest());
    }

    /// Whether it was there.
    boolean delete(UUID id) {
        return database.update(DELETE, id) == 1;
    }

    @Override
    public String kept() {
        return "previews";
    }

    @Override
    public int deleteSome(int most) {
        return database.update(DELETE_OLD, oldest(), most);
    }

    private Instant oldest() {
        return clock.instant().minus(KEPT);
    }

    private Preview preview(ResultSet row) throws SQLException {
        return new Preview(
                Database.uuid(row, "id"),
                rule(row.getString("rule")),
                Database.instant(row, "as_of"),
                estimate(row),
                new Counted(row.getInt("buckets"), row.getLong("customers"), row.getLong("members")));
    }

    private static @Nullable Estimate estimate(ResultSet row) throws SQLException {
        long population = row.getLong("population");
        return row.wasNull()
                ? null
                : Estimate.of(row.getLong("sample_members"), row.getLong("sample_customers"), population);
    }

    private JsonNode rule(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored rule is no JSON", broken);
        }
    }
}
