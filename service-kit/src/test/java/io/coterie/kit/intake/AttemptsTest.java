package io.coterie.kit.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.fault.Patience;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.kit.support.Store;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class AttemptsTest {
    private static final String ATTEMPTS = "SELECT attempts FROM intake_attempt";
    /// As far as this process sees it, the service ends while it has the message in hand.
    private static final Effect DEADLY = event -> {
        throw new Patience.Interrupted(new InterruptedException());
    };

    @Inject
    Intake intake;

    @Inject
    Store store;

    @BeforeEach
    void empty() {
        store.empty();
    }

    @Test
    void aMessageThatEndsTheProcessEachTimeIsParkedAsItCame() {
        byte[] body = store.event(Store.item("a", "a"), Store.item("b", "b"));
        String id = Ids.next().toString();
        dies(new Delivery(Lane.LIVE, null, body, false, id, Map.of()));
        dies(again(body, id));
        dies(again(body, id));

        intake.receive(again(body, id), DEADLY);

        assertThat(store.texts("SELECT error FROM parked_message"))
                .containsExactly("was taken up 3 times and never finished");
        assertThat(store.texts("SELECT convert_from(body, 'UTF8') FROM parked_message"))
                .containsExactly(new String(body, UTF_8));
        assertThat(store.texts("SELECT type FROM parked_message")).containsExactly("customer.test.v1");
        assertThat(store.texts(ATTEMPTS)).isEmpty();
    }

    @Test
    void aParkedMessageIsDealtWithAndItsLaterCopiesDoNothing() {
        byte[] body = store.event(Store.item("a", "a"));
        String id = Ids.next().toString();
        dies(again(body, id));
        dies(again(body, id));
        intake.receive(again(body, id), DEADLY);

        intake.receive(again(body, id), store::keep);
        intake.receive(Delivery.fresh(Lane.LIVE, body), store::keep);

        assertThat(store.kept()).isEmpty();
        assertThat(store.texts("SELECT p.id FROM parked_message p JOIN inbox i ON i.event_id = p.event_id"))
                .hasSize(1);
    }

    @Test
    void bytesThatCannotBeReadAreDealtWithUnderTheIdBesideThem() {
        String id = Ids.next().toString();
        var broken = new Delivery(Lane.BULK, null, "{no event".getBytes(UTF_8), false, id, Map.of());

        intake.receive(broken, store::keep);
        intake.receive(broken, store::keep);

        assertThat(store.texts("SELECT event_id FROM parked_message")).containsExactly(id);
        assertThat(store.texts("SELECT event_id FROM inbox WHERE event_id = ?::uuid", id))
                .hasSize(1);
    }

    @Test
    void aFirstDeliveryIsNotCounted() {
        intake.receive(Delivery.fresh(Lane.LIVE, store.event(Store.item("a", "a"))), event -> {
            store.keep(event);
            assertThat(store.committed(ATTEMPTS)).isEmpty();
        });

        assertThat(store.kept()).containsExactly("a");
    }

    @Test
    void anAttemptIsCommittedBeforeTheEffectAndForgottenWithIt() {
        byte[] body = store.event(Store.item("a", "a"));

        intake.receive(again(body, null), event -> {
            store.keep(event);
            assertThat(store.committed(ATTEMPTS)).containsExactly("1");
        });

        assertThat(store.kept()).containsExactly("a");
        assertThat(store.texts(ATTEMPTS)).isEmpty();
    }

    @Test
    void aMessageThatIsFinishedAtItsLastAttemptIsNotParked() {
        byte[] body = store.event(Store.item("a", "a"));
        dies(again(body, null));

        intake.receive(again(body, null), store::keep);

        assertThat(store.kept()).containsExactly("a");
        assertThat(store.texts("SELECT error FROM parked_message")).isEmpty();
    }

    @Test
    void copiesThatComeWhileTheMessageIsHeldHereAreNoAttempts() throws Exception {
        byte[] body = store.event(Store.item("a", "a"));
        AtomicBoolean up = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        Effect whileUp = event -> {
            tries.incrementAndGet();
            if (!up.get()) {
                throw new StoreFailure("away", new SQLException("refused", "08001"));
            }
            store.keep(event);
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                pool.execute(() -> intake.receive(Delivery.fresh(Lane.LIVE, body), whileUp));
                await().until(() -> tries.get() > 0);
                for (int copy = 0; copy < 5; copy++) {
                    pool.execute(() -> intake.receive(again(body, null), whileUp));
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> tries.get() > 12);
                assertThat(store.texts(ATTEMPTS)).isEmpty();
            } finally {
                up.set(true);
            }
        }

        assertThat(store.kept()).containsExactly("a");
        assertThat(store.texts("SELECT error FROM parked_message")).isEmpty();
    }

    private void dies(Delivery delivery) {
        assertThatThrownBy(() -> intake.receive(delivery, DEADLY)).isInstanceOf(Patience.Interrupted.class);
    }

    private static Delivery again(byte[] body, @Nullable String messageId) {
        return new Delivery(Lane.LIVE, null, body, true, messageId, Map.of());
    }
}
