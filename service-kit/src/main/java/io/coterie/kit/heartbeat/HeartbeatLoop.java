package io.coterie.kit.heartbeat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes heartbeats for as long as the service runs, on every replica of a service that has an owner's name.
///
/// Metric: `coterie.heartbeat.held.seconds` is how long the present one waits to be told. It grows while a transaction
/// stays open, or while the broker is away.
@Singleton
class HeartbeatLoop {
    private static final Logger LOG = Logger.getLogger(HeartbeatLoop.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

    private final Heartbeats heartbeats;
    private final HeartbeatConfig config;
    private @Nullable Thread loop;

    HeartbeatLoop(Heartbeats heartbeats, HeartbeatConfig config, MeterRegistry metrics) {
        this.heartbeats = heartbeats;
        this.config = config;
        if (config.owner().isPresent()) {
            Gauge.builder(
                            "coterie.heartbeat.held.seconds",
                            () -> heartbeats.held().toMillis() / 1_000.0)
                    .description("how long the present heartbeat waits to be told")
                    .register(metrics);
        }
    }

    void start(@Observes StartupEvent started) {
        if (config.owner().isPresent()) {
            loop = Thread.ofVirtual().name("heartbeats").start(this::beatForEver);
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (loop != null) {
            loop.interrupt();
            loop.join(Duration.ofSeconds(2));
        }
    }

    private void beatForEver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                beat();
                Thread.sleep(config.every());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks often at first, for most are told within milliseconds.
    private void beat() throws InterruptedException {
        Duration pause = FIRST_LOOK;
        while (!toldOne()) {
            Thread.sleep(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(config.every()) < 0 ? twice : config.every();
        }
    }

    private boolean toldOne() throws InterruptedException {
        try {
            return heartbeats.advance();
        } catch (RuntimeException fault) {
            LOG.warnf("no heartbeat for %s: %s", AFTER_FAULT, fault.getClass().getName());
            Thread.sleep(AFTER_FAULT);
            return false;
        }
    }
}
