package io.coterie.segment.membership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// Writes changes of memberships into the history and, in the same transaction, into the outbox.
@Singleton
public class ChangeTable {
    private static final String INSERT = """
            INSERT INTO membership_change (bucket, customer_id, segment_id, state_version, id, definition_version, change,
                cause, causation_id, correlation_id, hops, effective_at, recorded_at, leaves)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Outbox outbox;
    private final ObjectMapper json;

    ChangeTable(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    /// Live changes travel on the live lane, quiet ones on the bulk lane.
    public void append(Connection connection, List<MembershipChange> changes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (MembershipChange change : changes) {
                bind(insert, change);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        publish(changes, change -> change.cause().isLive(), Lane.LIVE);
        publish(changes, change -> !change.cause().isLive(), Lane.BULK);
    }

    private void publish(List<MembershipChange> changes, Predicate<MembershipChange> chosen, Lane lane) {
        outbox.append(
                ChangedMembership.TYPE,
                lane,
                changes.stream().filter(chosen).map(ChangedMembership::of).toList());
    }

    private void bind(PreparedStatement insert, MembershipChange change) throws SQLException {
        insert.setShort(1, (short) Bucket.of(change.customerId()));
        insert.setObject(2, change.customerId());
        insert.setInt(3, change.definition().segmentId());
        insert.setLong(4, change.stateVersion());
        insert.setObject(5, change.id());
        insert.setInt(6, change.definition().version());
        insert.setString(7, change.change());
        insert.setString(8, change.cause().word());
        insert.setObject(9, change.origin().causationId());
        insert.setObject(10, change.origin().correlationId());
        insert.setInt(11, change.origin().hops());
        insert.setObject(12, change.effectiveAt().atOffset(ZoneOffset.UTC));
        insert.setObject(13, change.recordedAt().atOffset(ZoneOffset.UTC));
        insert.setString(14, leaves(change));
    }

    private String leaves(MembershipChange change) {
        try {
            return json.writeValueAsString(change.leaves());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an explanation could not be written", impossible);
        }
    }

    /// An item of `segment.memberships-changed.v1`.
    record ChangedMembership(
            UUID id,
            UUID causationId,
            UUID correlationId,
            int hops,
            UUID customerId,
            String segment,
            int definitionVersion,
            String change,
            Cause cause,
            long stateVersion,
            Instant effectiveAt,
            Instant recordedAt) {
        static final String TYPE = "segment.memberships-changed.v1";

        static ChangedMembership of(MembershipChange change) {
            return new ChangedMembership(
                    change.id(),
                    change.origin().causationId(),
                    change.origin().correlationId(),
                    change.origin().hops(),
                    change.customerId(),
                    change.segment(),
                    change.definition().version(),
                    change.change(),
                    change.cause(),
                    change.stateVersion(),
                    change.effectiveAt(),
                    change.recordedAt());
        }
    }
}
