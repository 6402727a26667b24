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
    private static final String THEN = """
            SELECT DISTINCT ON (customer_id) bucket, customer_id, change, effective_at
            FROM membership_change WHERE segment_id = ? AND recorded_at <= ? AND customer_id > ?
            ORDER BY customer_id, state_version DESC
            """;
    private static final String TOLD = """
            SELECT latest.customer_id, s.external_id, latest.effective_at AS since
            FROM (""" + THEN + """
            ) AS latest JOIN customer_state s USING (bucket, customer_id)
            WHERE change = 'entered' AND s.epoch >= ?
            """;
    private static final String UNTOLD = """
            SELECT m.customer_id, s.external_id, m.since
            FROM member m JOIN customer_state s USING (bucket, customer_id)
            WHERE m.segment_id = ? AND m.version = ? AND m.customer_id > ? AND s.epoch < ?
            """;
    private static final String COUNT_THEN =
            "SELECT count(*) FROM (" + TOLD + "UNION ALL " + UNTOLD + ") AS both_kinds";
    private static final String PAGE_WHILE_TOLD = "(" + TOLD + "ORDER BY customer_id LIMIT ?) UNION ALL (" + UNTOLD
            + "ORDER BY customer_id LIMIT ?) ORDER BY customer_id LIMIT ?";
    /// The limit stands in the text, and what it limits is no join: else the plan sorts a whole segment for every page.
    private static final String LATEST =
            "SELECT * FROM (" + THEN + ") AS latest WHERE change = 'entered' ORDER BY customer_id LIMIT %d";
    private static final String PAGE_THEN = """
            SELECT customer_id, s.external_id, page.effective_at AS since
            FROM (""" + LATEST + """
            ) AS page LEFT JOIN customer_state s USING (bucket, customer_id) ORDER BY customer_id
            """;
    private static final String CUT_OVER = """
            SELECT v.version, v.epoch FROM activation a JOIN segment_version v USING (segment_id, version)
            WHERE a.segment_id = ? AND a.state = 'ANNOUNCING' AND v.active_since <= ?
            UNION ALL
            SELECT 0, a.target_epoch FROM activation a JOIN segment g ON g.id = a.segment_id
            WHERE a.segment_id = ? AND a.state = 'WITHDRAWING' AND g.archived_at <= ?
            """;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    Members(Database database) {
        this.database = database.failingWith("members could not be read");
    }

    public record Member(UUID customerId, @Nullable String externalId, Instant since) {}

    public long count(Definition.Ref version) {
        return number(COUNT, version.segmentId(), version.version());
    }

    /// How many were members by what was recorded until then.
    public long countAsOf(int segmentId, Instant instant) {
        CutOver cutOver = cutOver(segmentId, instant);
        return number(
                COUNT_THEN,
                segmentId,
                instant,
                BEFORE_ALL,
                cutOver.epoch,
                segmentId,
                cutOver.version,
                BEFORE_ALL,
                cutOver.epoch);
    }

    /// Members as of then in the order of their ids, after the given one.
    public List<Member> afterAsOf(int segmentId, Instant instant, @Nullable UUID customer, int most) {
        CutOver cutOver = cutOver(segmentId, instant);
        UUID after = orBeforeAll(customer);
        return cutOver.equals(CutOver.NONE)
                ? members(PAGE_THEN.formatted(most), segmentId, instant, after)
                : members(
                        PAGE_WHILE_TOLD,
                        segmentId,
                        instant,
                        after,
                        cutOver.epoch,
                        most,
                        segmentId,
                        cutOver.version,
                        after,
                        cutOver.epoch,
                        most,
                        most);
    }

    /// The ids of the same, read from the history alone where no cut-over is being told.
    public List<UUID> idsAfterAsOf(int segmentId, Instant instant, @Nullable UUID customer, int most) {
        return cutOver(segmentId, instant).equals(CutOver.NONE)
                ? database.query(
                        LATEST.formatted(most),
                        row -> Database.uuid(row, "customer_id"),
                        segmentId,
                        instant,
                        orBeforeAll(customer))
                : afterAsOf(segmentId, instant, customer, most).stream()
                        .map(Member::customerId)
                        .toList();
    }

    /// A version that is in force for all while the history still lacks its differences. Of whom nothing has changed
    /// since, and only of those, the customer's row is behind its epoch, and the present members are those of then.
    /// Once the segment is archived that is version 0, which has none.
    private record CutOver(int version, long epoch) {
        /// Nobody's row is behind.
        static final CutOver NONE = new CutOver(0, 0);
    }

    private CutOver cutOver(int segmentId, Instant instant) {
        return database.first(
                        CUT_OVER,
                        row -> new CutOver(row.getInt("version"), row.getLong("epoch")),
                        segmentId,
                        instant,
                        segmentId,
                        instant)
                .orElse(CutOver.NONE);
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
