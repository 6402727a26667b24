package io.coterie.segment.watermark;

import io.coterie.kit.fault.Faults;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.segment.evaluation.Source;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Looks at the heartbeats that this replica hears until each is complete: one indexed count a look.
@Singleton
class WatermarkLoop {
    private static final Logger LOG = Logger.getLogger(WatermarkLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

    private final Beats beats;
    private final AdvanceWatermark advance;
    private @Nullable Thread loop;

    WatermarkLoop(Beats beats, AdvanceWatermark advance) {
        this.beats = beats;
        this.advance = advance;
    }

    void start(@Observes StartupEvent started) {
        loop = Thread.ofVirtual().name("watermarks").start(this::advanceForEver);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (loop != null) {
            loop.interrupt();
            loop.join(Duration.ofSeconds(2));
        }
    }

    private void advanceForEver() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (isDoneWithAll()) {
                    beats.await();
                    pause = FIRST_PAUSE;
                } else {
                    Thread.sleep(pause);
                    Duration twice = pause.multipliedBy(2);
                    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDoneWithAll() throws InterruptedException {
        boolean done = true;
        for (Source source : Source.values()) {
            done &= isDone(source);
        }
        return done;
    }

    private boolean isDone(Source source) throws InterruptedException {
        HeardBeats heard = beats.of(source);
        for (Heartbeat beat = heard.current(); beat != null; beat = heard.current()) {
            if (!isDone(source, beat)) {
                return false;
            }
            heard.done(beat);
        }
        return true;
    }

    private boolean isDone(Source source, Heartbeat beat) throws InterruptedException {
        try {
            return advance.to(source, beat);
        } catch (RuntimeException fault) {
            if (!Faults.isConflict(fault)) {
                LOG.warnf(
                        "watermarks wait %s: %s", AFTER_FAULT, fault.getClass().getName());
                Thread.sleep(AFTER_FAULT);
            }
            return false;
        }
    }
}
