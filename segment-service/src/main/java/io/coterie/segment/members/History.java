package io.coterie.segment.members;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    private final Database database;
    private final ObjectMapper json;

    History(Database database, ObjectMapper json) {
        this.database = database.failingWith("the history could not be read");
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
        return database.query(OF_SEGMENT, this::change, segmentId, after.recordedAt(), after.id(), most);
    }

    /// Changes of one customer in one segment, newest first.
    List<Change> ofCustomer(UUID customer, int segmentId, int most) {
        return database.query(OF_CUSTOMER, this::change, (short) Bucket.of(customer), customer, segmentId, most);
    }

    /// A change of this customer and segment by its id, or the latest one.
    Optional<Change> one(UUID customer, int segmentId, @Nullable UUID changeId) {
        int most = changeId == null ? 1 : Integer.MAX_VALUE;
        return ofCustomer(customer, segmentId, most).stream()
                .filter(change -> changeId == null || change.id().equals(changeId))
                .findFirst();
    }

    private Change change(ResultSet row) throws SQLException {
        return new Change(
                Database.uuid(row, "id"),
                Database.uuid(row, "customer_id"),
                row.getString("key"),
                row.getString("change"),
                row.getString("cause"),
                row.getLong("state_version"),
                row.getInt("definition_version"),
                Database.uuid(row, "causation_id"),
                Database.uuid(row, "correlation_id"),
                row.getInt("hops"),
                Database.instant(row, "effective_at"),
                Database.instant(row, "recorded_at"),
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
