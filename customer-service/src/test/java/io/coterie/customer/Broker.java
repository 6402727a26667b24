package io.coterie.customer;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.coterie.kit.amqp.Topology;
import io.coterie.testkit.AmqpResource;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// A client of the real broker: hears what the service publishes, and says what other services would.
public final class Broker implements AutoCloseable {
    private final Connection connection;
    private final Channel channel;
    private final String queue;

    /// Hears everything of one exchange from now on.
    public Broker(String exchange) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("test");
        channel = connection.createChannel();
        Topology.load().declareOn(channel);
        queue = channel.queueDeclare("test-" + System.nanoTime(), false, true, true, Map.of())
                .getQueue();
        channel.queueBind(queue, exchange, "#");
    }

    public void publish(String exchange, String type, String body) throws IOException {
        var properties = new AMQP.BasicProperties.Builder().deliveryMode(2).build();
        channel.basicPublish(exchange, type, properties, body.getBytes(StandardCharsets.UTF_8));
    }

    /// The next event, where there is one.
    public Optional<JsonPath> next() throws IOException {
        GetResponse message = channel.basicGet(queue, true);
        return Optional.ofNullable(message).map(got -> new JsonPath(new String(got.getBody(), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
