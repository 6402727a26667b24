package io.coterie.kit.retention;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// Deletes what nobody needs any longer, a little at a time; what one run leaves the next one takes.
@Singleton
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int SLICE = 1_000;
    private static final int MOST_SLICES = 100;

    private final List<Retained> all;

    Retention(@All List<Retained> all) {
        this.all = all;
    }

    @Scheduled(
            every = "${coterie.retention.every:PT1H}",
            delayed = "${coterie.retention.delay:PT5M}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void run() {
        all.forEach(Retention::delete);
    }

    private static void delete(Retained retained) {
        long deleted = 0;
        try {
            int slice = SLICE;
            for (int i = 0; i < MOST_SLICES && slice == SLICE; i++) {
                slice = retained.deleteSome(SLICE);
                deleted += slice;
            }
        } catch (RuntimeException away) {
            LOG.warnf(
                    "old %s stay for now: %s", retained.kept(), away.getClass().getName());
        }
        if (deleted > 0) {
            LOG.infof("deleted %d old %s", deleted, retained.kept());
        }
    }
}
