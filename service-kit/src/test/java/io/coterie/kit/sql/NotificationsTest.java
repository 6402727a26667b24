package io.coterie.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class NotificationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Notifications notifications;

    @Test
    void aCommitWakesEveryEarOfItsTopicAndNoOther() throws Exception {
        listening();
        Ear one = asleep("topic");
        Ear two = asleep("topic");
        Ear other = asleep("other topic");

        QuarkusTransaction.requiringNew().run(() -> notifications.afterCommit("topic"));

        assertThat(one.await(PATIENCE)).isTrue();
        assertThat(two.await(PATIENCE)).isTrue();
        assertThat(other.await(Duration.ZERO)).isFalse();
    }

    @Test
    void aRollbackWakesNobody() throws Exception {
        listening();
        Ear ear = asleep("rolled back");
        Ear next = asleep("committed next");

        QuarkusTransaction.begin();
        notifications.afterCommit("rolled back");
        QuarkusTransaction.rollback();
        QuarkusTransaction.requiringNew().run(() -> notifications.afterCommit("committed next"));

        assertThat(next.await(PATIENCE)).isTrue();
        assertThat(ear.await(Duration.ZERO)).isFalse();
    }

    private void listening() throws Exception {
        Ear probe = asleep("probe");
        await().atMost(PATIENCE).until(() -> {
            QuarkusTransaction.requiringNew().run(() -> notifications.afterCommit("probe"));
            return probe.await(Duration.ofMillis(200));
        });
    }

    /// An ear is awake at first.
    private Ear asleep(String topic) throws InterruptedException {
        Ear ear = notifications.ear(topic);
        ear.await(Duration.ZERO);
        return ear;
    }
}
