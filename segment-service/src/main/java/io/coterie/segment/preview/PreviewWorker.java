package io.coterie.segment.preview;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.fault.Patience;
import io.coterie.kit.loop.WorkLoop;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.rule.Rule;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Counts for previews, one after the other, in short transactions; another replica goes on where one died.
@Singleton
class PreviewWorker {
    private static final int AT_ONCE = 500;

    private final Previews previews;
    private final TryRule tryRule;
    private final WorkLoop loop;

    PreviewWorker(Previews previews, TryRule tryRule, Notifications notifications) {
        this.previews = previews;
        this.tryRule = tryRule;
        this.loop = new WorkLoop("previews", notifications.ear(Previews.TOPIC), this::workOnOne);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private boolean workOnOne() {
        Optional<Preview> leased = previews.lease();
        leased.ifPresent(this::countAll);
        return leased.isPresent();
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
