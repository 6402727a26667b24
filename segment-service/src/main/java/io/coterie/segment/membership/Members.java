package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
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

    private final DataSource dataSource;

    Members(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public record Member(UUID customerId, @Nullable String externalId, Instant since) {}

    public long count(Definition.Ref version) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(COUNT)) {
            select.setInt(1, version.segmentId());
            select.setInt(2, version.version());
            return number(select);
        } catch (SQLException failed) {
            throw new StoreFailure("members could not be counted", failed);
        }
    }

    /// Members in the order of their ids, after the given one.
    public List<Member> after(Definition.Ref version, @Nullable UUID customer, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setInt(1, version.segmentId());
            select.setInt(2, version.version());
            select.setObject(3, customer == null ? BEFORE_ALL : customer);
            select.setInt(4, most);
            return members(select);
        } catch (SQLException failed) {
            throw new StoreFailure("members could not be read", failed);
        }
    }

    /// How many were members by what was recorded until then.
    public long countAsOf(int segmentId, Instant instant) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(COUNT_THEN)) {
            bindThen(select, segmentId, instant, BEFORE_ALL);
            return number(select);
        } catch (SQLException failed) {
            throw new StoreFailure("members could not be counted", failed);
        }
    }

    public List<Member> afterAsOf(int segmentId, Instant instant, @Nullable UUID customer, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE_THEN)) {
            bindThen(select, segmentId, instant, customer == null ? BEFORE_ALL : customer);
            select.setInt(4, most);
            return members(select);
        } catch (SQLException failed) {
            throw new StoreFailure("members could not be read", failed);
        }
    }

    private static void bindThen(PreparedStatement select, int segmentId, Instant instant, UUID after)
            throws SQLException {
        select.setInt(1, segmentId);
        select.setObject(2, instant.atOffset(ZoneOffset.UTC));
        select.setObject(3, after);
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Member> members(PreparedStatement select) throws SQLException {
        List<Member> members = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                members.add(new Member(
                        rows.getObject("customer_id", UUID.class),
                        rows.getString("external_id"),
                        rows.getObject("since", OffsetDateTime.class).toInstant()));
            }
        }
        return members;
    }
}
