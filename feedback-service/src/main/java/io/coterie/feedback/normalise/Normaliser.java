package io.coterie.feedback.normalise;

import io.coterie.feedback.payload.Payloads;
import io.coterie.kit.fault.Patience;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.pressure.OutboxPressure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Looks into payloads at once after they are acknowledged. What it misses, by a crash or a full queue, is found by
/// looking for payloads that nothing was made of, at start and from time to time. While too many events wait to be
/// published, payloads are still stored, but not looked into.
@Singleton
public class Normaliser {
    private static final Logger LOG = Logger.getLogger(Normaliser.class);
    private static final int WORKERS = 4;
    private static final int MOST_WAITING = 10_000;
    private static final int SWEEP = 1_000;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Normalise normalise;
    private final Payloads payloads;
    private final OutboxPressure pressure;
    private final BlockingQueue<UUID> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Set<UUID> queued = ConcurrentHashMap.newKeySet();
    private final List<Thread> workers = new ArrayList<>();

    Normaliser(Normalise normalise, Payloads payloads, OutboxPressure pressure) {
        this.normalise = normalise;
        this.payloads = payloads;
        this.pressure = pressure;
    }

    void start(@Observes StartupEvent started) {
        for (int worker = 0; worker < WORKERS; worker++) {
            workers.add(Thread.ofVirtual().name("normaliser-" + worker).start(this::work));
        }
        sweep();
    }

    void stop(@Observes ShutdownEvent stopping) {
        workers.forEach(Thread::interrupt);
    }

    /// Never blocks; what does not fit is swept up later.
    public void offer(UUID payload) {
        if (queued.add(payload) && !queue.offer(payload)) {
            queued.remove(payload);
        }
    }

    @Scheduled(every = "10s", delayed = "10s")
    void sweep() {
        payloads.waiting(SWEEP).forEach(this::offer);
    }

    private void work() {
        try {
            while (true) {
                UUID payload = queue.take();
                awaitRoom();
                queued.remove(payload);
                normalise(payload);
            }
        } catch (InterruptedException | Patience.Interrupted stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRoom() throws InterruptedException {
        while (!pressure.mayIngest()) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void normalise(UUID payload) {
        try {
            Patience.untilUp(() -> normalise.normalise(payload));
        } catch (RuntimeException failed) {
            LOG.errorf("payload %s stays raw: %s", payload, FaultText.of(failed));
            Patience.untilUp(() -> payloads.markFailed(payload));
        }
    }
}
