package io.coterie.customer.imports;

import io.coterie.customer.imports.ImportTable.Leased;
import io.coterie.kit.event.Ids;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.pressure.OutboxPressure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs imports, one at a time on each replica. What a dead replica left is taken up when its lease has expired. While
/// too much waits in the outbox they pause, between two chunks.
@Singleton
class ImportLoop {
    private static final Logger LOG = Logger.getLogger(ImportLoop.class);
    private static final int IDLE_SECONDS = 2;
    private static final int MOST_ATTEMPTS = 5;

    private final ImportTable imports;
    private final Provider<ImportRun> run;
    private final OutboxPressure pressure;
    private final Semaphore signal = new Semaphore(0);
    private final UUID holder = Ids.next();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ImportLoop(ImportTable imports, Provider<ImportRun> run, OutboxPressure pressure) {
        this.imports = imports;
        this.run = run;
        this.pressure = pressure;
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("imports").start(this::runForEver);
    }

    /// Ends after the chunk at hand; another replica goes on at once.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signal.release();
        if (thread != null) {
            thread.join(10_000);
        }
    }

    void wake() {
        signal.release();
    }

    private void runForEver() {
        while (!stopping) {
            try {
                Optional<Leased> lease = pressure.mayProduceBulk() ? imports.lease(holder) : Optional.empty();
                if (lease.isPresent()) {
                    run(lease.get());
                } else {
                    imports.deleteAbandoned();
                    signal.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS);
                }
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException away) {
                LOG.warnf("imports wait: %s", away.getClass().getName());
                pause();
            }
        }
    }

    private void run(Leased lease) {
        try {
            run.get().run(lease, this::mayGoOn);
            imports.release(lease, 0);
        } catch (WriteChunk.LeaseLost lost) {
            LOG.warnf("import %s is run by another replica", lease.id());
        } catch (IOException | RuntimeException failed) {
            LOG.errorf("import %s stopped at attempt %d: %s", lease.id(), lease.attempts(), FaultText.of(failed));
            giveUpOrWait(lease, failed);
        }
    }

    private boolean mayGoOn() {
        return !stopping && pressure.mayProduceBulk();
    }

    private void giveUpOrWait(Leased lease, Exception failed) {
        if (lease.attempts() >= MOST_ATTEMPTS) {
            imports.failed(lease, failed.getClass().getSimpleName());
        } else {
            imports.release(lease, lease.attempts());
        }
    }

    private void pause() {
        try {
            signal.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            stopping = true;
        }
    }
}
