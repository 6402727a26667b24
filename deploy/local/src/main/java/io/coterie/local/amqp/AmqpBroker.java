package io.coterie.local.amqp;

import com.rabbitmq.client.ConnectionFactory;
import io.coterie.local.state.Ports;
import io.coterie.local.state.StateFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A private AMQP 0-9-1 broker on the loopback address.
public sealed interface AmqpBroker extends AutoCloseable permits RabbitNode, QpidBroker {
    String USER = "coterie";

    /// @param folder where the broker keeps its data
    /// @param durable queues and persistent messages survive a restart; RabbitMQ's always do
    record Settings(StateFolder folder, int port, String password, boolean durable) {}

    String product();

    Settings settings();

    boolean isRunning();

    @Override
    void close();

    default String url() {
        return "amqp://%s:%s@127.0.0.1:%d/%%2F"
                .formatted(USER, settings().password(), settings().port());
    }

    /// RabbitMQ where it is installed, else Qpid. The environment variable `COTERIE_BROKER` (`rabbitmq`, `qpid`)
    /// insists on one.
    static AmqpBroker start(Settings settings) {
        return rabbitIsUsed() ? RabbitNode.start(settings) : QpidBroker.start(settings);
    }

    static AmqpBroker startForTests(StateFolder folder) {
        return start(new Settings(folder, Ports.anyFree(), folder.secret("amqp"), false));
    }

    static boolean rabbitIsUsed() {
        return switch (System.getenv().getOrDefault("COTERIE_BROKER", "auto")) {
            case "rabbitmq" -> true;
            case "qpid" -> false;
            case "auto", "" -> RabbitProgram.find().isPresent();
            case String other ->
                throw new IllegalArgumentException("COTERIE_BROKER is '" + other + "', expected rabbitmq or qpid");
        };
    }

    /// Waits until a client can log in.
    static void awaitOpen(Settings settings, Duration patience, BooleanSupplier stillStarting) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!isOpen(settings)) {
            if (!stillStarting.getAsBoolean() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the AMQP broker did not open on port " + settings.port()
                        + "; its logs are in " + settings.folder().root());
            }
            pause();
        }
    }

    static boolean isOpen(Settings settings) {
        var client = new ConnectionFactory();
        client.setHost("127.0.0.1");
        client.setPort(settings.port());
        client.setUsername(USER);
        client.setPassword(settings.password());
        client.setAutomaticRecoveryEnabled(false);
        client.setConnectionTimeout(2_000);
        client.setHandshakeTimeout(5_000);
        try (var connection = client.newConnection()) {
            return connection.isOpen();
        } catch (IOException | TimeoutException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker starts", e);
        }
    }
}
