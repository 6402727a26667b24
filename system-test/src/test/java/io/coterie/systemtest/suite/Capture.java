package io.coterie.systemtest.suite;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A listener of its own on exchanges of the suite: everything that is published there, as it came.
public final class Capture implements AutoCloseable {
    private final Connection connection;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private Capture(Connection connection) {
        this.connection = connection;
    }

    static Capture of(Connection connection, List<String> exchanges) {
        try {
            var capture = new Capture(connection);
            var channel = connection.createChannel();
            var queue = channel.queueDeclare().getQueue();
            for (var exchange : exchanges) {
                channel.queueBind(queue, exchange, "#");
            }
            channel.basicConsume(queue, true, (tag, message) -> capture.take(message), tag -> {});
            return capture;
        } catch (IOException e) {
            throw new IllegalStateException("cannot listen to " + exchanges, e);
        }
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    private void take(Delivery message) {
        events.add(new Event(
                message.getProperties().getMessageId(), message.getEnvelope().getRoutingKey(), message.getBody()));
    }

    @Override
    public void close() {
        connection.abort(1_000);
    }
}
