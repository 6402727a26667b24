package io.coterie.kit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.support.Store;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class RetentionTest {
    private static final String PARKED = """
            INSERT INTO parked_message (id, lane, error, parked_at, state, settled_at)
            VALUES (gen_random_uuid(), 'LIVE', ?, clock_timestamp() - interval '400 days', ?,
                    clock_timestamp() - ? * interval '1 day')
            """;

    @Inject
    Retention retention;

    @Inject
    Store store;

    @BeforeEach
    void empty() {
        store.empty();
    }

    @Test
    void whatWasSettledThirtyDaysAgoGoesAndWhatWaitsStaysForEver() {
        store.update(PARKED, "old", "DISCARDED", 31);
        store.update(PARKED, "newer", "REPLAYED", 29);
        store.update(PARKED, "waiting", "WAITING", null);

        retention.run();

        assertThat(store.texts("SELECT error FROM parked_message")).containsExactlyInAnyOrder("newer", "waiting");
    }

    @Test
    void attemptsGoAfterADay() {
        store.update("INSERT INTO intake_attempt VALUES ('old', 1, clock_timestamp() - interval '25 hours'),"
                + " ('new', 1, clock_timestamp() - interval '23 hours')");

        retention.run();

        assertThat(store.texts("SELECT message FROM intake_attempt")).containsExactly("new");
    }

    @Test
    void theInboxForgetsDaysAndStraysAfterThirtyDays() {
        LocalDate old = LocalDate.now(ZoneOffset.UTC).minusDays(31);
        UUID ofOldDay = idOf(old);
        UUID stray = idOf(old.minusDays(100));
        UUID kept = idOf(LocalDate.now(ZoneOffset.UTC).minusDays(29));
        store.update("CREATE TABLE inbox_d" + old.toString().replace("-", "") + " PARTITION OF inbox FOR VALUES FROM ('"
                + idOf(old) + "') TO ('" + idOf(old.plusDays(1)) + "')");
        store.update("INSERT INTO inbox (event_id) VALUES (?), (?), (?)", ofOldDay, stray, kept);

        retention.run();

        assertThat(store.texts("SELECT event_id FROM inbox WHERE event_id IN (?, ?, ?)", ofOldDay, stray, kept))
                .containsExactly(kept.toString());
    }

    @Test
    void moreThanOneSliceGoesInOneRun() {
        store.update("INSERT INTO intake_attempt SELECT 'm' || n, 1, clock_timestamp() - interval '2 days'"
                + " FROM generate_series(1, 2500) n");

        retention.run();

        assertThat(store.texts("SELECT message FROM intake_attempt")).isEmpty();
    }

    @Test
    void whatAnotherReplicaIsDeletingIsNotWaitedFor() {
        store.update("INSERT INTO intake_attempt VALUES ('held', 1, clock_timestamp() - interval '2 days'),"
                + " ('free', 1, clock_timestamp() - interval '2 days')");

        QuarkusTransaction.requiringNew().run(() -> {
            store.texts("SELECT message FROM intake_attempt WHERE message = 'held' FOR UPDATE");
            QuarkusTransaction.suspendingExisting().run(retention::run);
            assertThat(store.committed("SELECT message FROM intake_attempt")).containsExactly("held");
        });
    }

    private static UUID idOf(LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new UUID(start.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }
}
