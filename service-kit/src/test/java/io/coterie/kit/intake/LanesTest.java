package io.coterie.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.support.KitConsumer;
import io.coterie.kit.support.Store;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class LanesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BULK_AT_ONCE = 2;

    @Inject
    KitConsumer consumer;

    @Inject
    Store store;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger slow = new AtomicInteger();
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void open() throws Exception {
        store.empty();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection();
        channel = connection.createChannel();
        consumer.does(this::slowInBulk);
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        connection.close();
    }

    @Test
    void aFullBulkQueueOfSlowEffectsDoesNotHoldUpALiveMessage() throws Exception {
        for (int i = 0; i < 50; i++) {
            publish("kit-test.bulk", "bulk " + i);
        }
        await().atMost(PATIENCE).until(() -> slow.get() == BULK_AT_ONCE);

        publish("kit-test.live", "live");

        await().atMost(PATIENCE).until(() -> store.kept().contains("live"));
        assertThat(slow).hasValue(BULK_AT_ONCE);
        end.countDown();
        await().atMost(PATIENCE).until(() -> store.kept().size() == 51);
    }

    private void slowInBulk(ReceivedEvent event) {
        if (event.items().getFirst().path("name").asText().startsWith("bulk")) {
            slow.incrementAndGet();
            awaitEnd();
        }
        store.keep(event);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(String queue, String name) throws Exception {
        channel.basicPublish("", queue, new AMQP.BasicProperties.Builder().build(), store.event(Store.item("c", name)));
    }
}
