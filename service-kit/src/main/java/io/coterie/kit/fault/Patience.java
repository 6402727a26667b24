package io.coterie.kit.fault;

import java.time.Duration;
import org.jboss.logging.Logger;

/// Tries work again, with growing pauses, for as long as only the infrastructure is at fault.
///
/// A consumer that waits here holds its delivery: the broker keeps the rest, nothing is requeued in a loop.
public final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Patience() {}

    /// Runs the work until it succeeds or fails for a reason of its own, which is thrown.
    public static void untilUp(Runnable work) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException fault) {
                if (!Faults.isConflict(fault) && !Faults.isInfrastructure(fault)) {
                    throw fault;
                }
                LOG.warnf("waiting %s: %s", pause, fault.getClass().getName());
                sleep(pause);
                pause = longer(pause);
            }
        }
    }

    /// The pause after this one: twice as long, up to five seconds.
    public static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Interrupted(stopping);
        }
    }

    /// Goes on with the error that says that the service is stopping: it is no fault of what was being done.
    public static void unlessStopping(Throwable fault) {
        if (fault instanceof Interrupted stopping) {
            throw stopping;
        }
    }

    /// The service stops while a message waits; the broker delivers it again.
    public static final class Interrupted extends Error {
        public Interrupted(InterruptedException cause) {
            super("the service is stopping", cause);
        }
    }
}
