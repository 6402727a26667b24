package io.coterie.kit.outbox;

import io.coterie.kit.amqp.ConfirmingPublisher;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.fault.Patience;
import io.coterie.kit.log.FaultText;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Moves pending events of one lane to the broker until it is interrupted: lease, publish, await confirms, delete.
///
/// A crash between publishing and deleting publishes twice: consumers know an event's id when they see it again.
final class RelayLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(RelayLoop.class);
    private static final int BATCH = 64;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Lane lane;
    private final PendingEvents pending;
    private final ConfirmingPublisher publisher;
    private Duration pause = FIRST_PAUSE;

    RelayLoop(Lane lane, PendingEvents pending, ConfirmingPublisher publisher) {
        this.lane = lane;
        this.pending = pending;
        this.publisher = publisher;
    }

    @Override
    public void run() {
        try (publisher) {
            while (!Thread.currentThread().isInterrupted()) {
                step();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            publisher.connect();
            List<WrittenEvent> batch = pending.lease(lane, BATCH);
            if (batch.isEmpty()) {
                pending.await(lane, IDLE);
            } else {
                relay(batch);
            }
            pause = FIRST_PAUSE;
        } catch (IOException | RuntimeException failed) {
            LOG.warnf("relay of lane %s waits %s: %s", lane, pause, FaultText.of(failed));
            Thread.sleep(pause);
            pause = Patience.longer(pause);
        }
    }

    private void relay(List<WrittenEvent> batch) throws IOException {
        Set<UUID> ids = new HashSet<>(batch.size());
        batch.forEach(event -> ids.add(event.id()));
        Set<UUID> unroutable;
        try {
            unroutable = publisher.publish(lane, batch);
        } catch (IOException failed) {
            pending.giveBack(ids);
            throw failed;
        }
        ids.removeAll(unroutable);
        pending.published(ids);
        if (!unroutable.isEmpty()) {
            pending.unroutable(unroutable);
            LOG.errorf("no queue is bound for events %s; they are tried again when their leases end", unroutable);
        }
    }
}
