package io.coterie.campaign.recipient;

import io.coterie.campaign.topic.Topics;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Profiles as customer-service last told them; the higher version wins, in whatever order they come.
@Singleton
class Profiles {
    private static final String UPSERT = """
            INSERT INTO recipient (bucket, customer_id, version, email, time_zone, traits)
            SELECT b, c, v, e, z, t::jsonb FROM unnest(?, ?, ?, ?, ?, ?) AS r(b, c, v, e, z, t)
            ON CONFLICT (bucket, customer_id) DO UPDATE
            SET version = excluded.version, email = excluded.email, time_zone = excluded.time_zone,
                traits = excluded.traits
            WHERE recipient.version < excluded.version
            RETURNING customer_id
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
        List<Profile> latest = profiles.stream()
                .collect(Collectors.toMap(
                        Profile::customerId,
                        profile -> profile,
                        BinaryOperator.maxBy(Comparator.comparingLong(Profile::version))))
                .values()
                .stream()
                .sorted(Comparator.comparing(Profile::customerId))
                .toList();
        letWaitingDeliveriesGo(written(latest));
    }

    /// Those of whom this was news.
    private List<UUID> written(List<Profile> latest) {
        return database
                .query(
                        UPSERT,
                        row -> Database.uuid(row, "customer_id"),
                        column(latest, profile -> Bucket.of(profile.customerId()), Integer[]::new),
                        column(latest, Profile::customerId, UUID[]::new),
                        column(latest, Profile::version, Long[]::new),
                        column(latest, Profile::email, String[]::new),
                        column(latest, Profile::timeZone, String[]::new),
                        column(latest, profile -> profile.traits().toString(), String[]::new))
                .stream()
                .sorted()
                .toList();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Profile> rows, Function<Profile, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
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
}
