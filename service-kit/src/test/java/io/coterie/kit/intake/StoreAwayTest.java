package io.coterie.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.Lane;
import io.coterie.kit.support.Store;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real faults of a real database, in the middle of an effect.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class StoreAwayTest {
    @Inject
    Intake intake;

    @Inject
    Store store;

    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void empty() {
        store.empty();
    }

    @AfterEach
    void theEffectCameInTheEndAndNothingWasParked() {
        assertThat(tries).hasValue(2);
        assertThat(store.kept()).containsExactly("a");
        assertThat(store.texts("SELECT error FROM parked_message")).isEmpty();
    }

    @Test
    void aConnectionThatBreaksWithinTheEffectIsWaitedFor() {
        receive(event -> {
            endOwnSession();
            store.keep(event);
        });
    }

    @Test
    void aConnectionThatBreaksBeforeTheCommitIsWaitedFor() {
        receive(event -> {
            store.keep(event);
            endOwnSession();
        });
    }

    @Test
    void aStatementThatTakesTooLongIsTriedAgain() {
        receive(event -> {
            store.texts("SELECT set_config('statement_timeout', '50', true)");
            store.texts("SELECT pg_sleep(10)");
        });
    }

    @Test
    void aLockThatIsNotHadInTimeIsTriedAgain() {
        receive(event -> {
            store.texts("SELECT set_config('lock_timeout', '50', true)");
            store.committed("SELECT pg_advisory_lock(4711)");
            try {
                store.texts("SELECT pg_advisory_lock(4711)");
            } finally {
                store.committed("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND objid = 4711 AND granted AND pid <> pg_backend_pid()");
            }
        });
    }

    private void receive(Effect first) {
        intake.receive(Delivery.fresh(Lane.LIVE, store.event(Store.item("a", "a"))), event -> {
            if (tries.incrementAndGet() == 1) {
                first.apply(event);
            } else {
                store.keep(event);
            }
        });
    }

    private void endOwnSession() {
        String pid = store.texts("SELECT pg_backend_pid()").getFirst();
        store.committed("SELECT pg_terminate_backend(?::int)", pid);
    }
}
