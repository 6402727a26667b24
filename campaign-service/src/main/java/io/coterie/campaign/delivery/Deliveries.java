package io.coterie.campaign.delivery;

import io.coterie.campaign.topic.Topics;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Lane;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.trace.TraceParent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Where deliveries begin. Adding one again changes nothing.
@Singleton
public class Deliveries {
    private static final String INSERT = """
            INSERT INTO delivery (bucket, id, customer_id, campaign_id, trigger_id, lane, causation_id, correlation_id,
                                  hops, created_at, expires_at, traceparent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Database database;
    private final Notifications notifications;
    private final Clock clock;

    Deliveries(Database database, Notifications notifications, Clock clock) {
        this.database = database;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// Within the running transaction.
    public void add(Collection<NewDelivery> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        String trace = TraceParent.current();
        database.batch(
                INSERT,
                wanted.stream()
                        .sorted(Comparator.comparing(NewDelivery::customer).thenComparing(NewDelivery::campaign))
                        .map(delivery -> row(delivery, now, trace))
                        .toList());
        notifications.afterCommit(Topics.DELIVERIES);
    }

    static int number(Lane lane) {
        return lane == Lane.LIVE ? 0 : 1;
    }

    private static @Nullable Object[] row(NewDelivery delivery, Instant now, @Nullable String trace) {
        return new @Nullable Object[] {
            Bucket.of(delivery.customer()),
            delivery.id(),
            delivery.customer(),
            delivery.campaign(),
            delivery.trigger(),
            number(delivery.lane()),
            delivery.origin().causationId(),
            delivery.origin().correlationId(),
            delivery.origin().hops(),
            now,
            delivery.expiresAt(),
            trace
        };
    }
}
