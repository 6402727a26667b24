package io.coterie.kit.replay;

import io.coterie.kit.event.Ids;
import io.coterie.kit.fault.Faults;
import io.coterie.kit.pressure.OutboxPressure;
import io.coterie.kit.replay.Replays.Leased;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Works on replays, one at a time on each replica, slice by slice, while there is room in the outbox. What a dead
/// replica left is taken up when its lease has ended, from its last slice on.
@Singleton
class ReplayLoop {
    private static final Logger LOG = Logger.getLogger(ReplayLoop.class);
    static final int SLICE = 500;
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(200);

    private final Replays replays;
    private final Owned owned;
    private final OutboxPressure pressure;
    private final Semaphore signal = new Semaphore(0);
    private final UUID holder = Ids.next();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ReplayLoop(Replays replays, Owned owned, OutboxPressure pressure) {
        this.replays = replays;
        this.owned = owned;
        this.pressure = pressure;
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("replays").start(this::runForEver);
    }

    /// Ends after the slice at hand; another replica goes on at once.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signal.release();
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    void wake() {
        signal.release();
    }

    private void runForEver() {
        try {
            while (!stopping) {
                rest(pauseAfterWork());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(Duration pause) throws InterruptedException {
        if (!stopping && signal.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }

    private Duration pauseAfterWork() {
        try {
            if (!pressure.mayProduceBulk()) {
                return UNTIL_THERE_IS_ROOM;
            }
            Optional<Leased> lease = replays.lease(holder);
            lease.ifPresent(this::carryOn);
            return lease.isPresent() ? UNTIL_THERE_IS_ROOM : LOOK_EVERY;
        } catch (RuntimeException away) {
            LOG.warnf("replays wait: %s", away.getClass().getName());
            return LOOK_EVERY;
        }
    }

    private void carryOn(Leased lease) {
        try {
            Replay reached = lease.replay();
            do {
                Optional<Replay> next = replays.advance(reached, holder, owned.facts(reached.type()), SLICE);
                if (next.isEmpty()) {
                    LOG.infof("replay %s was cancelled, or is another replica's now", reached.id());
                    return;
                }
                reached = next.get();
            } while (reached.state().isOpen() && !stopping && pressure.mayProduceBulk());
            if (reached.state().isOpen()) {
                replays.release(lease, Duration.ZERO, 0);
            }
        } catch (RuntimeException failed) {
            waitOrGiveUp(lease, failed);
        }
    }

    /// What is no fault of the replay does not count as an attempt.
    private void waitOrGiveUp(Leased lease, RuntimeException failed) {
        UUID id = lease.replay().id();
        LOG.warnf(
                "replay %s stopped at attempt %d: %s",
                id, lease.attempts(), failed.getClass().getName());
        if (Faults.isInfrastructure(failed) || Faults.isConflict(failed)) {
            replays.release(lease, LOOK_EVERY, lease.attempts() - 1);
        } else if (lease.attempts() >= MOST_ATTEMPTS) {
            replays.fail(lease, failed.getClass().getSimpleName());
        } else {
            replays.release(lease, Duration.ofSeconds(lease.attempts()), lease.attempts());
        }
    }
}
