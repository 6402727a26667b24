package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.Lane;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// The other services as this one sees them: what they publish, and what it publishes for them.
final class Suite implements AutoCloseable {
    private static final AtomicLong POSITIONS = new AtomicLong(1_000_000);

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

    void profile(UUID customer, String externalId, String email, String name, int version) throws Exception {
        UUID fact = Ids.next();
        String item = """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "version": %3$d, "historical": false, "changedAt": "2026-01-15T10:00:00Z",
                 "identities": [{"namespace": "user_id", "value": "%4$s"}, {"namespace": "email", "value": "%5$s"}],
                 "email": "%5$s", "traits": {"firstName": "%6$s", "mail": "%5$s"}}""".formatted(fact, customer, version, externalId, email, name);
        publish("customer", "customer.profile-changed.v1", event("customer.profile-changed.v1", item));
    }

    /// Returns the body, for those who want to send it again.
    String erase(UUID customer, UUID erasure) throws Exception {
        String body = event("customer.erased.v1", """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "customerIds": ["%2$s"], "erasedAt": "2026-01-15T10:00:00Z", "identityHashes": []}""".formatted(erasure, customer));
        publish("customer", "customer.erased.v1", body);
        return body;
    }

    /// The items of this type that the service publishes from now on, on either lane.
    List<JsonNode> hear(String type) throws Exception {
        List<JsonNode> items = new CopyOnWriteArrayList<>();
        Topology.load().declareOn(channel);
        String queue = channel.queueDeclare().getQueue();
        for (Lane lane : Lane.values()) {
            channel.queueBind(queue, lane.exchangeOf(type), type);
        }
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> JsonSettings.mapper()
                        .readTree(message.getBody())
                        .at("/data/items")
                        .forEach(items::add),
                tag -> {});
        return items;
    }

    /// Tells for every source that all facts recorded before this time are published. Facts of this class have no
    /// positions, so nothing is waited for; the first heartbeat of a source only says where to count from.
    /// Tells all sources' time until it is heard: of two heartbeats the later may come first.
    void tellTheTime(Instant clock) {
        Instant now = clock.truncatedTo(ChronoUnit.MICROS);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            heartbeats(now);
            assertThat(watermark("customer")).isAfterOrEqualTo(now);
            assertThat(watermark("feedback")).isAfterOrEqualTo(now);
        });
    }

    static Instant watermark(String source) {
        return Instant.parse(given().auth()
                .oauth2(OidcResource.token("operator"))
                .get("/operations/watermarks")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.source == '" + source + "' }.recordedBefore"));
    }

    void heartbeats(Instant recordedBefore) throws Exception {
        for (String owner : List.of("customer", "feedback")) {
            heartbeat(owner, recordedBefore);
            heartbeat(owner, recordedBefore);
        }
    }

    private void heartbeat(String owner, Instant recordedBefore) throws Exception {
        String type = owner + ".heartbeat.v1";
        publish(owner, type, event(type, """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "recordedBefore": "%2$s",
                 "position": %3$d, "published": {}}""".formatted(Ids.next(), recordedBefore, POSITIONS.incrementAndGet())));
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
