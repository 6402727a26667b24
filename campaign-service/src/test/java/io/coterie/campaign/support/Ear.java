package io.coterie.campaign.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.JsonSettings;
import io.coterie.testkit.AmqpResource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hears the items of one type that this service publishes from now on.
public final class Ear implements AutoCloseable {
    private final List<JsonNode> items = new CopyOnWriteArrayList<>();
    private final Connection connection;

    public Ear(String type) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("ear");
        Channel channel = connection.createChannel();
        Topology.load().declareOn(channel);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "campaign", type);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> JsonSettings.mapper()
                        .readTree(message.getBody())
                        .at("/data/items")
                        .forEach(items::add),
                tag -> {});
    }

    public List<JsonNode> about(UUID customer) {
        return items.stream()
                .filter(item -> item.path("customerId").asText().equals(customer.toString()))
                .toList();
    }

    @Override
    public void close() {
        connection.abort();
    }
}
