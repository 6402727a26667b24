package io.coterie.segment.preview;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.fault.Patience;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.rule.Rule;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts for previews, one after the other, in short transactions; another replica goes on where one died.
@Singleton
class PreviewWorker {
    private static final Logger LOG = Logger.getLogger(PreviewWorker.class);
    private static final int AT_ONCE = 500;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Previews previews;
    private final TryRule tryRule;
    private final Ear ear;
    private @Nullable Thread loop;

    PreviewWorker(Previews previews, TryRule tryRule, Notifications notifications) {
        this.previews = previews;
        this.tryRule = tryRule;
        this.ear = notifications.ear(Previews.TOPIC);
    }

    void start(@Observes StartupEvent started) {
        loop = Thread.ofVirtual().name("previews").start(this::workForEver);
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
            Optional<Preview> leased = previews.lease();
            leased.ifPresent(this::countAll);
            return leased.isPresent();
        } catch (RuntimeException fault) {
            LOG.warnf("a preview waits for its next lease: %s", FaultText.of(fault));
            return false;
        }
    }

    private void countAll(Preview preview) {
        Rule rule = preview.rule();
        CountingWalk walk = new CountingWalk(preview.counted(), Bucket.COUNT);
        boolean wanted = true;
        while (wanted && !walk.isFinished() && !Thread.currentThread().isInterrupted()) {
            boolean[] saved = {false};
            Patience.untilUp(() -> walk.count(tryRule.next(walk, rule, preview.asOf(), AT_ONCE), AT_ONCE));
            Patience.untilUp(() -> saved[0] = previews.save(preview.id(), walk.whole()));
            wanted = saved[0];
        }
    }
}
