package io.coterie.systemtest.suite;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// The broker as a plain AMQP client sees it. Each call has a connection of its own, for the broker comes and goes.
public record Broker(URI uri) {
    private static final int PERSISTENT = 2;

    /// Messages that no consumer has.
    public long ready(String queue) {
        return with(channel -> channel.messageCount(queue));
    }

    /// Whether the next message had been delivered before, and was not acknowledged. It is put back where it was.
    public boolean holdsUnacknowledged(String queue) {
        return with(channel -> {
            var next = channel.basicGet(queue, false);
            if (next != null) {
                channel.basicNack(next.getEnvelope().getDeliveryTag(), false, true);
            }
            return next != null && next.getEnvelope().isRedeliver();
        });
    }

    /// Returns when the broker has all of them safely.
    public void publish(String exchange, List<Event> events) {
        with(channel -> {
            channel.confirmSelect();
            for (var event : events) {
                var properties = new AMQP.BasicProperties.Builder()
                        .deliveryMode(PERSISTENT)
                        .contentType("application/cloudevents+json")
                        .messageId(event.id())
                        .type(event.type())
                        .build();
                channel.basicPublish(exchange, event.type(), true, properties, event.body());
            }
            channel.waitForConfirmsOrDie(30_000);
            return events.size();
        });
    }

    /// Hears from now on what is published to the exchanges.
    public Capture capture(List<String> exchanges) {
        return Capture.of(connected(), exchanges);
    }

    private interface Work<T> {
        T on(Channel channel) throws IOException, TimeoutException, InterruptedException;
    }

    private <T> T with(Work<T> work) {
        try (var connection = connected();
                var channel = connection.createChannel()) {
            return work.on(channel);
        } catch (IOException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException("the broker did not do it", e);
        }
    }

    private Connection connected() {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(uri);
            factory.setAutomaticRecoveryEnabled(false);
            return factory.newConnection("system-test");
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException("the broker is away", e);
        }
    }
}
