package io.coterie.segment.membership;

import static io.coterie.kit.sql.Column.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// Writes changes of memberships into the history and, in the same transaction, into the outbox.
@Singleton
public class ChangeTable {
    private static final String INSERT = """
            INSERT INTO membership_change (bucket, customer_id, segment_id, state_version, id, definition_version, change,
                cause, causation_id, correlation_id, hops, effective_at, recorded_at, leaves)
            SELECT * FROM unnest(?::smallint[], ?::uuid[], ?::integer[], ?::bigint[], ?::uuid[], ?::integer[], ?::text[],
                ?::text[], ?::uuid[], ?::uuid[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::text[])
            """;

    private final Database database;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final ChangeMetrics metrics;
    private final List<ChangeRecipient> recipients;

    ChangeTable(
            Database database,
            Outbox outbox,
            ObjectMapper json,
            ChangeMetrics metrics,
            @All List<ChangeRecipient> recipients) {
        this.database = database.failingWith("changes of memberships could not be stored");
        this.outbox = outbox;
        this.json = json;
        this.metrics = metrics;
        this.recipients = recipients;
    }

    /// Live changes travel on the live lane, quiet ones on the bulk lane.
    public void append(List<MembershipChange> changes) {
        database.rows(
                INSERT,
                changes,
                column(Short[]::new, change -> (short) Bucket.of(change.customerId())),
                column(UUID[]::new, MembershipChange::customerId),
                column(Integer[]::new, change -> change.definition().segmentId()),
                column(Long[]::new, MembershipChange::stateVersion),
                column(UUID[]::new, MembershipChange::id),
                column(Integer[]::new, change -> change.definition().version()),
                column(String[]::new, MembershipChange::change),
                column(String[]::new, change -> change.cause().word()),
                column(UUID[]::new, change -> change.origin().causationId()),
                column(UUID[]::new, change -> change.origin().correlationId()),
                column(Integer[]::new, change -> change.origin().hops()),
                column(Instant[]::new, MembershipChange::effectiveAt),
                column(Instant[]::new, MembershipChange::recordedAt),
                column(String[]::new, this::leaves));
        publish(changes, change -> change.cause().isLive(), Lane.LIVE);
        publish(changes, change -> !change.cause().isLive(), Lane.BULK);
        if (!changes.isEmpty()) {
            recipients.forEach(recipient -> recipient.append(changes));
        }
        metrics.told(changes);
    }

    private void publish(List<MembershipChange> changes, Predicate<MembershipChange> chosen, Lane lane) {
        outbox.append(
                ChangedMembership.TYPE,
                lane,
                changes.stream().filter(chosen).map(ChangedMembership::of).toList());
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
