package io.coterie.kit.loop;

import io.coterie.kit.fault.Patience;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.sql.Ear;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Looks for work again and again, on a thread of its own: at once after some was done, else when it is woken or after
/// a while. What fails waits for its next lease; the loop goes on. An interrupt ends it.
public final class WorkLoop {
    private static final Logger LOG = Logger.getLogger(WorkLoop.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(2);

    private final String name;
    private final Ear ear;
    private final BooleanSupplier turn;
    private @Nullable Thread thread;

    /// @param name of the thread
    /// @param turn works on one thing; false where there was none
    public WorkLoop(String name, Ear ear, BooleanSupplier turn) {
        this.name = name;
        this.ear = ear;
        this.turn = turn;
    }

    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::workForEver);
    }

    public void stop() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(UNTIL_STOPPED);
        }
    }

    private void workForEver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!workOnOne()) {
                    ear.await(LOOK_EVERY);
                }
            }
        } catch (InterruptedException | Patience.Interrupted stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean workOnOne() {
        try {
            return turn.getAsBoolean();
        } catch (RuntimeException fault) {
            LOG.warnf("what %s worked on waits for its next lease: %s", name, FaultText.of(fault));
            return false;
        }
    }
}
