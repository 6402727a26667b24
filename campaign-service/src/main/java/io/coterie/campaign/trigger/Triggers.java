package io.coterie.campaign.trigger;

import io.coterie.campaign.delivery.Deliveries;
import io.coterie.campaign.delivery.NewDelivery;
import io.coterie.kit.event.Lane;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Turns live membership changes into deliveries of the campaigns that wait for them.
@Singleton
class Triggers {
    private static final String ACTIVE = """
            SELECT id, trigger_change, trigger_segment, expires_seconds FROM campaign
            WHERE state = 'active' AND trigger_segment = ANY (?)
            """;

    private final Database database;
    private final Deliveries deliveries;
    private final Clock clock;

    Triggers(Database database, Deliveries deliveries, Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    private record Waiting(UUID id, String change, String segment, Duration expires) {
        /// An old change is a replayed or delayed one: it mails nobody.
        boolean wants(MembershipChange happened, Instant now) {
            return happened.segment().equals(segment)
                    && happened.change().equals(change)
                    && happened.recordedAt().plus(expires).isAfter(now);
        }

        NewDelivery deliveryFor(MembershipChange happened) {
            return new NewDelivery(
                    happened.customerId(),
                    id,
                    happened.id(),
                    Lane.LIVE,
                    happened.origin().causes(happened.id()),
                    happened.recordedAt().plus(expires));
        }
    }

    void react(List<MembershipChange> changes) {
        List<MembershipChange> live =
                changes.stream().filter(MembershipChange::mayTrigger).toList();
        if (live.isEmpty()) {
            return;
        }
        String[] segments =
                live.stream().map(MembershipChange::segment).distinct().toArray(String[]::new);
        List<Waiting> campaigns = database.query(
                ACTIVE,
                row -> new Waiting(
                        Database.uuid(row, "id"),
                        row.getString("trigger_change"),
                        row.getString("trigger_segment"),
                        Duration.ofSeconds(row.getLong("expires_seconds"))),
                (Object) segments);
        Instant now = clock.instant();
        deliveries.add(campaigns.stream()
                .flatMap(campaign -> live.stream()
                        .filter(change -> campaign.wants(change, now))
                        .map(campaign::deliveryFor))
                .toList());
    }
}
