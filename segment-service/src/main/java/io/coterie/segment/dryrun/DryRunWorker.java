package io.coterie.segment.dryrun;

import io.coterie.kit.fault.Patience;
import io.coterie.kit.loop.WorkLoop;
import io.coterie.kit.sql.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// Carries dry runs through, slice by slice, one at a time on each replica.
@Singleton
class DryRunWorker {
    static final String TOPIC = "dry_runs";

    private final DryRuns runs;
    private final CountDifferences count;
    private final WorkLoop loop;

    DryRunWorker(DryRuns runs, CountDifferences count, Notifications notifications) {
        this.runs = runs;
        this.count = count;
        this.loop = new WorkLoop("dry-runs", notifications.ear(TOPIC), this::workOnOne);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private boolean workOnOne() {
        Optional<UUID> leased = runs.lease();
        leased.ifPresent(this::carryThrough);
        return leased.isPresent();
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
