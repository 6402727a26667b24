package io.coterie.campaign.recipient;

import io.coterie.campaign.topic.Topics;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Profiles as customer-service last told them; the higher version wins, in whatever order they come.
@Singleton
class Profiles {
    private static final String UPSERT = """
            INSERT INTO recipient (bucket, customer_id, version, email, time_zone, traits)
            VALUES (?, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (bucket, customer_id) DO UPDATE
            SET version = excluded.version, email = excluded.email, time_zone = excluded.time_zone,
                traits = excluded.traits
            WHERE recipient.version < excluded.version
            """;
    private static final String STOP_WAITING = """
            UPDATE delivery SET next_attempt_at = clock_timestamp()
            WHERE bucket = ? AND customer_id = ? AND state = 'pending'
              AND next_attempt_at > clock_timestamp() AND next_attempt_at <> 'infinity'
            """;

    private final Database database;
    private final Notifications notifications;

    Profiles(Database database, Notifications notifications) {
        this.database = database;
        this.notifications = notifications;
    }

    void take(List<Profile> profiles) {
        Collection<Profile> latest = profiles.stream()
                .collect(Collectors.toMap(
                        Profile::customerId,
                        profile -> profile,
                        BinaryOperator.maxBy(Comparator.comparingLong(Profile::version))))
                .values();
        database.batch(
                UPSERT,
                latest.stream()
                        .sorted(Comparator.comparing(Profile::customerId))
                        .map(Profiles::row)
                        .toList());
        letWaitingDeliveriesGo(latest.stream().map(Profile::customerId).sorted().toList());
    }

    private void letWaitingDeliveriesGo(List<UUID> customers) {
        int[] waiting = database.batch(
                STOP_WAITING,
                customers.stream()
                        .map(customer -> new Object[] {Bucket.of(customer), customer})
                        .toList());
        if (IntStream.of(waiting).anyMatch(count -> count > 0)) {
            notifications.afterCommit(Topics.DELIVERIES);
        }
    }

    private static Object[] row(Profile profile) {
        return new Object[] {
            Bucket.of(profile.customerId()),
            profile.customerId(),
            profile.version(),
            profile.email(),
            profile.timeZone(),
            profile.traits().toString()
        };
    }
}
