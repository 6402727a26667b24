package io.coterie.campaign.delivery;

import io.coterie.campaign.store.Store;
import io.coterie.campaign.store.Wake;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Lane;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/// Where deliveries begin. Adding one again changes nothing.
@Singleton
public class Deliveries {
    private static final String INSERT = """
            INSERT INTO delivery (bucket, id, customer_id, campaign_id, trigger_id, lane, causation_id, correlation_id,
                                  hops, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Store store;
    private final Wake wake;
    private final Clock clock;

    Deliveries(Store store, Wake wake, Clock clock) {
        this.store = store;
        this.wake = wake;
        this.clock = clock;
    }

    /// Within the running transaction.
    public void add(Collection<NewDelivery> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        store.batch(
                INSERT,
                wanted.stream()
                        .sorted(Comparator.comparing(NewDelivery::customer).thenComparing(NewDelivery::campaign))
                        .map(delivery -> row(delivery, now))
                        .toList());
        wake.afterCommit(Wake.Topic.DELIVERIES);
    }

    static int number(Lane lane) {
        return lane == Lane.LIVE ? 0 : 1;
    }

    private static Object[] row(NewDelivery delivery, Instant now) {
        return new Object[] {
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
            delivery.expiresAt()
        };
    }
}
