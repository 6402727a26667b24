package io.coterie.local.stack;

import io.coterie.local.amqp.AmqpBroker;
import io.coterie.local.amqp.RabbitNode;
import io.coterie.local.state.Piece;
import io.coterie.local.state.StateFolder;
import java.time.Duration;

/// The AMQP broker.
public final class Broker extends Part<AmqpBroker> {
    private final StateFolder folder;
    private final int port;

    Broker(StateFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static String password(StateFolder folder) {
        return folder.secret("amqp");
    }

    /// Ends a node whose stack is gone.
    public static void stopOrphan(StateFolder folder) {
        new Piece(folder, RabbitNode.NODE).stop(Duration.ofSeconds(30));
        new Piece(folder, RabbitNode.EPMD).stop(Duration.ofSeconds(5));
    }

    @Override
    AmqpBroker start() {
        stopOrphan(folder);
        return AmqpBroker.start(new AmqpBroker.Settings(folder, port, password(folder), true));
    }

    @Override
    boolean isRunning(AmqpBroker broker) {
        return broker.isRunning();
    }

    @Override
    Address address(AmqpBroker broker) {
        return new Address(broker.product(), broker.url());
    }
}
