package io.coterie.segment.intake;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.event.Ids;
import io.coterie.testkit.AmqpResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// The other services as this one sees them: what they publish, and what it publishes for them.
final class Suite implements AutoCloseable {
    private final Connection connection;
    private final Channel channel;

    Suite() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("suite");
        channel = connection.createChannel();
    }

    void purchase(UUID customer, String factId, Instant at, String total, boolean historical) throws Exception {
        String item = """
                {"id": "%s", "causationId": "%s", "correlationId": "%s", "hops": 0, "customerId": "%s",
                 "event": "Order Completed", "occurredAt": "%s", "recordedAt": "%s", "source": "shop",
                 "historical": %s, "properties": {"total": %s, "currency": "EUR"}}""".formatted(factId, factId, factId, customer, at, at, historical, total);
        publish("customer", "customer.behaviours-recorded.v1", event("customer.behaviours-recorded.v1", item));
    }

    void answer(UUID customer, String factId, Instant at, int nps) throws Exception {
        String item = """
                {"id": "%s", "causationId": "%s", "correlationId": "%s", "hops": 0, "customerId": "%s", "version": 1,
                 "source": "s", "survey": "After purchase", "occurredAt": "%s", "recordedAt": "%s",
                 "historical": false, "scores": {"nps": %d}}""".formatted(factId, factId, factId, customer, at, at, nps);
        publish("feedback", "feedback.responses-recorded.v1", event("feedback.responses-recorded.v1", item));
    }

    static String event(String type, String item) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/test", "type": "%s", "time": "2026-01-15T10:00:00Z",
                 "datacontenttype": "application/json", "data": {"items": [%s]}}""".formatted(Ids.next(), type, item);
    }

    void publish(String exchange, String type, String body) throws Exception {
        channel.basicPublish(
                exchange,
                type,
                true,
                new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /// How many messages lie in a queue.
    long waiting(String queue) throws Exception {
        return channel.messageCount(queue);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
