package io.coterie.segment.membership;

import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is in a segment, now or as recorded by an instant.
@Singleton
public class Members {
    private static final String COUNT = "SELECT count(*) FROM member WHERE segment_id = ? AND version = ?";
    private static final String PAGE = """
            SELECT m.customer_id, s.external_id, m.since
            FROM member m JOIN customer_state s USING (bucket, customer_id)
            WHERE m.segment_id = ? AND m.version = ? AND m.customer_id > ?
            ORDER BY m.customer_id LIMIT ?
            """;
    private static final String THEN = """
            SELECT DISTINCT ON (customer_id) bucket, customer_id, change, effective_at
            FROM membership_change WHERE segment_id = ? AND recorded_at <= ? AND customer_id > ?
            ORDER BY customer_id, state_version DESC
            """;
    private static final String COUNT_THEN = "SELECT count(*) FROM (" + THEN + ") AS latest WHERE change = 'entered'";
    private static final String PAGE_THEN =
            "SELECT latest.customer_id, s.external_id, latest.effective_at AS since FROM ("
                    + THEN + ") AS latest JOIN customer_state s USING (bucket, customer_id) WHERE change = 'entered' "
                    + "ORDER BY latest.customer_id LIMIT ?";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    Members(Database database) {
        this.database = database.failingWith("members could not be read");
    }

    public record Member(UUID customerId, @Nullable String externalId, Instant since) {}

    public long count(Definition.Ref version) {
        return number(COUNT, version.segmentId(), version.version());
    }

    /// Members in the order of their ids, after the given one.
    public List<Member> after(Definition.Ref version, @Nullable UUID customer, int most) {
        return members(PAGE, version.segmentId(), version.version(), orBeforeAll(customer), most);
    }

    /// How many were members by what was recorded until then.
    public long countAsOf(int segmentId, Instant instant) {
        return number(COUNT_THEN, segmentId, instant, BEFORE_ALL);
    }

    public List<Member> afterAsOf(int segmentId, Instant instant, @Nullable UUID customer, int most) {
        return members(PAGE_THEN, segmentId, instant, orBeforeAll(customer), most);
    }

    private static UUID orBeforeAll(@Nullable UUID customer) {
        return customer == null ? BEFORE_ALL : customer;
    }

    private long number(String sql, Object... parameters) {
        return database.first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private List<Member> members(String sql, Object... parameters) {
        return database.query(
                sql,
                row -> new Member(
                        Database.uuid(row, "customer_id"),
                        row.getString("external_id"),
                        Database.instant(row, "since")),
                parameters);
    }
}
