package io.coterie.feedback.erasure;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Works erasures off, on every replica; what a dead replica left is taken up when its lease has expired.
@Singleton
class ErasureLoop {
    private static final Logger LOG = Logger.getLogger(ErasureLoop.class);
    private static final int LOOK_EVERY_SECONDS = 1;

    private final ErasureDocuments erasures;
    private final EraseDocuments eraseDocuments;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ErasureLoop(ErasureDocuments erasures, EraseDocuments eraseDocuments) {
        this.erasures = erasures;
        this.eraseDocuments = eraseDocuments;
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("erasures").start(this::workForEver);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signal.release();
        if (thread != null) {
            thread.join(5_000);
        }
    }

    void wake() {
        signal.release();
    }

    private void workForEver() {
        try {
            while (!stopping) {
                if (!workOnOne() && signal.tryAcquire(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean workOnOne() {
        try {
            Optional<ErasureDocument> leased = erasures.lease();
            leased.ifPresent(each -> eraseDocuments.erase(each.erasure()));
            return leased.isPresent();
        } catch (RuntimeException fault) {
            LOG.warnf(
                    "an erasure waits for its next lease: %s", fault.getClass().getName());
            return false;
        }
    }
}
