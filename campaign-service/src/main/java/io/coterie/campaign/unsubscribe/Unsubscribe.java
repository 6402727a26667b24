package io.coterie.campaign.unsubscribe;

import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Ends a subscription at once, here, and tells the others. Doing it again changes nothing, unless consent was given
/// again since.
@Singleton
class Unsubscribe {
    private static final String SUPPRESS = """
            INSERT INTO suppression AS s (bucket, customer_id, channel, purpose, suppressed_at, delivery_id)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, channel, purpose) DO UPDATE
            SET suppressed_at = excluded.suppressed_at, delivery_id = excluded.delivery_id
            WHERE EXISTS (SELECT FROM consent c
                          WHERE c.bucket = s.bucket AND c.customer_id = s.customer_id AND c.channel = s.channel
                            AND c.purpose = s.purpose AND c.granted AND NOT c.historical
                            AND c.changed_at > s.suppressed_at)
            """;
    private static final String MAIL = """
            SELECT d.correlation_id, k.key FROM delivery d JOIN campaign k ON k.id = d.campaign_id
            WHERE d.bucket = ? AND d.id = ?
            """;

    private record Mail(UUID correlation, String campaign) {}

    private final Database database;
    private final Outbox outbox;
    private final Tombstones tombstones;
    private final Clock clock;

    Unsubscribe(Database database, Outbox outbox, Tombstones tombstones, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /// Of an erased person nothing is remembered, not even this.
    @Transactional
    void end(Subscription subscription) {
        if (!tombstones.among(List.of(subscription.customer())).isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        int written = database.update(
                SUPPRESS,
                Bucket.of(subscription.customer()),
                subscription.customer(),
                subscription.channel(),
                subscription.purpose(),
                now,
                subscription.delivery());
        if (written == 1) {
            outbox.append(Unsubscribed.TYPE, Lane.LIVE, List.of(fact(subscription, now)));
        }
    }

    /// A person did it, so the chain of reactions starts anew: no hops.
    private Unsubscribed fact(Subscription subscription, Instant now) {
        UUID delivery = subscription.delivery();
        Mail mail = database.first(
                        MAIL,
                        row -> new Mail(Database.uuid(row, "correlation_id"), row.getString("key")),
                        Bucket.of(subscription.customer()),
                        delivery)
                .orElse(null);
        return new Unsubscribed(
                Ids.next(),
                delivery,
                mail == null ? delivery : mail.correlation(),
                0,
                subscription.customer(),
                subscription.channel(),
                subscription.purpose(),
                mail == null ? null : mail.campaign(),
                now);
    }
}
