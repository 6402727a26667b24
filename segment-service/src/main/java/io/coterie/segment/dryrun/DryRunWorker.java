package io.coterie.segment.dryrun;

import io.coterie.kit.fault.Patience;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries dry runs through, slice by slice, one at a time on each replica.
@Singleton
class DryRunWorker {
    static final String TOPIC = "dry_runs";
    private static final Logger LOG = Logger.getLogger(DryRunWorker.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final DryRuns runs;
    private final CountDifferences count;
    private final Ear ear;
    private @Nullable Thread loop;

    DryRunWorker(DryRuns runs, CountDifferences count, Notifications notifications) {
        this.runs = runs;
        this.count = count;
        this.ear = notifications.ear(TOPIC);
    }

    void start(@Observes StartupEvent started) {
        loop = Thread.ofVirtual().name("dry-runs").start(this::workForEver);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (loop != null) {
            loop.interrupt();
            loop.join(Duration.ofSeconds(2));
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
            Optional<UUID> leased = runs.lease();
            leased.ifPresent(this::carryThrough);
            return leased.isPresent();
        } catch (RuntimeException fault) {
            LOG.warnf("a dry run waits for its next lease: %s", FaultText.of(fault));
            return false;
        }
    }

    private void carryThrough(UUID id) {
        boolean[] more = {true};
        while (more[0] && !Thread.currentThread().isInterrupted()) {
            Patience.untilUp(() -> more[0] = count.goOn(id));
        }
        if (more[0]) {
            runs.release(id);
        }
    }
}
