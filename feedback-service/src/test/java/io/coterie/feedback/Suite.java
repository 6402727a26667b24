package io.coterie.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.amqp.Topology;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// The rest of the suite, as this service sees it through the broker: profiles come from it, responses go to it.
public final class Suite implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> responses = new CopyOnWriteArrayList<>();
    private final List<JsonNode> receipts = new CopyOnWriteArrayList<>();
    private final Connection connection;
    private final Channel channel;

    private Suite(Connection connection) throws IOException {
        this.connection = connection;
        this.channel = connection.createChannel();
        Topology.load().declareOn(channel);
        hear("feedback.responses-recorded.v1", responses);
        hear("feedback.erasure-completed.v1", receipts);
    }

    private void hear(String type, List<JsonNode> items) throws IOException {
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "feedback", type);
        channel.basicConsume(
                queue,
                true,
                (tag, message) ->
                        JSON.readTree(message.getBody()).at("/data/items").forEach(items::add),
                tag -> {});
    }

    public static Suite connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        return new Suite(factory.newConnection("suite"));
    }

    public List<JsonNode> responsesOf(UUID customer) {
        return responses(item -> item.path("customerId").asText().equals(customer.toString()));
    }

    public List<JsonNode> responses(Predicate<JsonNode> which) {
        return responses.stream().filter(which).toList();
    }

    public List<JsonNode> receiptsOf(UUID erasure) {
        return receipts.stream()
                .filter(item -> item.path("erasureId").asText().equals(erasure.toString()))
                .toList();
    }

    public void erase(UUID customer, UUID erasure, Instant at, Collection<String> hashes) throws IOException {
        byte[] body = """
                {"specversion": "1.0", "id": "%s", "source": "/customer-service", "type": "customer.erased.v1",
                 "time": "%s", "datacontenttype": "application/json",
                 "data": {"items": [{"id": "%3$s", "causationId": "%3$s", "correlationId": "%3$s", "hops": 0,
                   "customerId": "%4$s", "customerIds": ["%4$s"], "erasedAt": "%2$s", "identityHashes": %5$s}]}}
                """.formatted(UUID.randomUUID(), at, erasure, customer, JSON.writeValueAsString(hashes))
                .getBytes(StandardCharsets.UTF_8);
        channel.basicPublish("customer", "customer.erased.v1", new AMQP.BasicProperties(), body);
    }

    public void tellProfile(UUID customer, int version, Map<String, String> identities) throws IOException {
        String list = JSON.writeValueAsString(identities.entrySet().stream()
                .map(each -> Map.of("namespace", each.getKey(), "value", each.getValue()))
                .toList());
        String now = MovableClockResource.clock().instant().toString();
        tell("""
                {"specversion": "1.0", "id": "%s", "source": "/customer-service", "type": "customer.profile-changed.v1",
                 "time": "%s", "datacontenttype": "application/json",
                 "data": {"items": [{"id": "%s", "causationId": "%3$s", "correlationId": "%3$s", "hops": 0,
                   "customerId": "%s", "version": %d, "historical": false, "changedAt": "%2$s",
                   "identities": %s, "traits": {}}]}}
                """.formatted(UUID.randomUUID(), now, UUID.randomUUID(), customer, version, list)
                .getBytes(StandardCharsets.UTF_8));
    }

    public void tell(byte[] body) throws IOException {
        channel.basicPublish("customer", "customer.profile-changed.v1", new AMQP.BasicProperties(), body);
    }

    @Override
    public void close() {
        connection.abort();
    }
}
