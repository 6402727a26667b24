package io.coterie.kit.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Works erasures off, on every replica; what a dead replica left is taken up when its lease has expired.
@Singleton
class ErasureLoop {
    private static final Logger LOG = Logger.getLogger(ErasureLoop.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final ErasureWork work;
    private final List<Kind> kinds = new ArrayList<>();
    private final Ear ear;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ErasureLoop(
            ErasureWork work,
            Instance<PersonalData> data,
            Database database,
            ObjectMapper json,
            Notifications notifications) {
        this.work = work;
        this.ear = notifications.ear(Erasures.TOPIC);
        data.stream().forEach(each -> kinds.addAll(each.kinds()));
        kinds.add(new ReplaysOf(database));
        kinds.add(StoredMessages.pending(database, json));
        kinds.add(StoredMessages.parked(database, json));
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("erasures").start(this::workForEver);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        ear.wake();
        if (thread != null) {
            thread.join(5_000);
        }
    }

    private void workForEver() {
        try {
            while (!stopping) {
                if (!workOnOne()) {
                    ear.await(LOOK_EVERY);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean workOnOne() {
        try {
            Optional<Erasure> leased = work.lease();
            leased.ifPresent(this::erase);
            return leased.isPresent();
        } catch (RuntimeException fault) {
            LOG.warnf(
                    "an erasure waits for its next lease: %s", fault.getClass().getName());
            return false;
        }
    }

    private void erase(Erasure erasure) {
        kinds.forEach(kind -> erase(erasure, kind));
        if (!stopping && work.finish(erasure, kinds)) {
            LOG.infof("erasure %s is finished", erasure.id());
        } else {
            work.release(erasure, stopping ? Duration.ZERO : SETTLE);
        }
    }

    private void erase(Erasure erasure, Kind kind) {
        String after = "";
        while (after != null && !stopping) {
            after = work.slice(erasure, kind, after);
        }
    }
}
