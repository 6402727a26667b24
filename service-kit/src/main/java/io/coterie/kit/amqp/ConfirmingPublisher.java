package io.coterie.kit.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Publishes batches and returns when the broker has them safely: persistent, mandatory, confirmed together.
///
/// One thread uses it. Whenever it connects it declares the topology, and after any failure it starts over with a new
/// connection.
public final class ConfirmingPublisher implements AutoCloseable {
    private static final int PERSISTENT = 2;
    private static final long CONFIRM_MILLIS = 10_000;

    private final BrokerConfig config;
    private final Topology topology;
    private final String name;
    private final Set<String> returned = ConcurrentHashMap.newKeySet();
    private @Nullable Connection connection;
    private @Nullable Channel channel;

    public ConfirmingPublisher(BrokerConfig config, Topology topology, String name) {
        this.config = config;
        this.topology = topology;
        this.name = name;
    }

    /// Connects and declares the topology, unless that is done.
    /// @throws IOException when the broker is away
    public void connect() throws IOException {
        try {
            open();
        } catch (IOException | TimeoutException | RuntimeException failed) {
            close();
            throw new IOException("the broker is away", failed);
        }
    }

    /// The ids of those events that no queue wanted; all others are in their queues.
    /// @throws IOException when the broker is away or did not confirm: the batch may or may not have arrived
    public Set<UUID> publish(Lane lane, List<WrittenEvent> events) throws IOException {
        try {
            Channel open = open();
            returned.clear();
            for (WrittenEvent event : events) {
                open.basicPublish(lane.exchangeOf(event.type()), event.type(), true, properties(event), event.body());
            }
            open.waitForConfirmsOrDie(CONFIRM_MILLIS);
            return events.stream()
                    .map(WrittenEvent::id)
                    .filter(id -> returned.contains(id.toString()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException | TimeoutException | RuntimeException failed) {
            close();
            throw new IOException("the broker did not take " + events.size() + " events", failed);
        } catch (InterruptedException stopping) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for confirms", stopping);
        }
    }

    private Channel open() throws IOException, TimeoutException {
        if (channel == null || !channel.isOpen()) {
            close();
            Connection fresh = config.connectionFactory().newConnection(name);
            connection = fresh;
            Channel declared = fresh.createChannel();
            topology.declareOn(declared);
            declared.confirmSelect();
            declared.addReturnListener(
                    message -> returned.add(message.getProperties().getMessageId()));
            channel = declared;
        }
        return channel;
    }

    private static AMQP.BasicProperties properties(WrittenEvent event) {
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType(EventFormat.CONTENT_TYPE)
                .messageId(event.id().toString())
                .type(event.type())
                .headers(event.headers())
                .build();
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        channel = null;
        if (old != null) {
            old.abort(1_000);
        }
    }
}
