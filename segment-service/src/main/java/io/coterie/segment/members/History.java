package io.coterie.segment.members;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.segment.membership.StoreFailure;
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
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The recorded changes of memberships, with the reasons that were stored with them.
@Singleton
class History {
    private static final String COLUMNS = """
            SELECT c.id, c.customer_id, g.key, c.change, c.cause, c.state_version, c.definition_version, c.causation_id,
                   c.correlation_id, c.hops, c.effective_at, c.recorded_at, c.leaves
            FROM membership_change c JOIN segment g ON g.id = c.segment_id
            """;
    private static final String OF_SEGMENT = COLUMNS
            + "WHERE c.segment_id = ? AND (c.recorded_at, c.id) < (?, ?) ORDER BY c.recorded_at DESC, c.id DESC LIMIT ?";
    private static final String OF_CUSTOMER = COLUMNS
            + "WHERE c.bucket = ? AND c.customer_id = ? AND c.segment_id = ? ORDER BY c.state_version DESC LIMIT ?";

    private final DataSource dataSource;
    private final ObjectMapper json;

    History(DataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
        this.json = json;
    }

    /// One entering or leaving as it was stored.
    ///
    /// @param leaves the leaves of the rule that flipped, each with what it saw against what was asked
    record Change(
            UUID id,
            UUID customerId,
            String segment,
            String change,
            String cause,
            long stateVersion,
            int definitionVersion,
            UUID causationId,
            UUID correlationId,
            int hops,
            Instant effectiveAt,
            Instant recordedAt,
            JsonNode leaves) {}

    /// Changes of one segment, newest first, from a place on.
    List<Change> ofSegment(int segmentId, HistoryCursor after, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(OF_SEGMENT)) {
            select.setInt(1, segmentId);
            select.setObject(2, after.recordedAt().atOffset(ZoneOffset.UTC));
            select.setObject(3, after.id());
            select.setInt(4, most);
            return changes(select);
        } catch (SQLException failed) {
            throw new StoreFailure("the history could not be read", failed);
        }
    }

    /// Changes of one customer in one segment, newest first.
    List<Change> ofCustomer(UUID customer, int segmentId, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(OF_CUSTOMER)) {
            select.setShort(1, (short) Bucket.of(customer));
            select.setObject(2, customer);
            select.setInt(3, segmentId);
            select.setInt(4, most);
            return changes(select);
        } catch (SQLException failed) {
            throw new StoreFailure("the history could not be read", failed);
        }
    }

    /// A change of this customer and segment by its id, or the latest one.
    Optional<Change> one(UUID customer, int segmentId, @Nullable UUID changeId) {
        int most = changeId == null ? 1 : Integer.MAX_VALUE;
        return ofCustomer(customer, segmentId, most).stream()
                .filter(change -> changeId == null || change.id().equals(changeId))
                .findFirst();
    }

    private List<Change> changes(PreparedStatement select) throws SQLException {
        List<Change> changes = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                changes.add(change(rows));
            }
        }
        return changes;
    }

    private Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("key"),
                row.getString("change"),
                row.getString("cause"),
                row.getLong("state_version"),
                row.getInt("definition_version"),
                row.getObject("causation_id", UUID.class),
                row.getObject("correlation_id", UUID.class),
                row.getInt("hops"),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                leaves(row.getString("leaves")));
    }

    private JsonNode leaves(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored explanation is no JSON", broken);
        }
    }
}
