package io.coterie.segment.activation;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.SegmentLife;
import io.coterie.segment.definition.SegmentLookup;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Archives segments and restores them. That members left is told by the worker; readers see it at once.
@Singleton
class ArchiveSegment {
    private final SegmentLookup segments;
    private final SegmentLife life;
    private final Activations activations;
    private final Notifications notifications;
    private final Caller caller;
    private final Clock clock;

    ArchiveSegment(
            SegmentLookup segments,
            SegmentLife life,
            Activations activations,
            Notifications notifications,
            Caller caller,
            Clock clock) {
        this.segments = segments;
        this.life = life;
        this.activations = activations;
        this.notifications = notifications;
        this.caller = caller;
        this.clock = clock;
    }

    /// Changes nothing where it is archived already.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 while others refer to it, or a version of it
    ///     is on its way in or out
    void archive(String key) {
        String subject = caller.subject();
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> life.archive(key, subject).ifPresent(archived -> withdraw(archived, subject)));
        } catch (StoreFailure failed) {
            throw Activations.isAtWork(failed) ? atWork() : failed;
        }
    }

    private void withdraw(SegmentLife.Archived archived, String subject) {
        if (archived.withdrawn() != null) {
            activations.insert(
                    Activation.begun(
                            Ids.next(),
                            archived.segmentId(),
                            archived.withdrawn().version(),
                            Activation.State.WITHDRAWING,
                            archived.epoch(),
                            subject),
                    clock.instant());
            notifications.afterCommit(ActivationWorker.TOPIC);
        }
    }

    /// Changes nothing where it is not archived.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 while it is still being told that members
    ///     left, or where its rules refer to what is archived now
    void restore(String key) {
        String subject = caller.subject();
        QuarkusTransaction.requiringNew().run(() -> {
            if (activations.isAtWork(segments.byKey(key).id())) {
                throw atWork();
            }
            life.restore(key, subject);
        });
    }

    private static RuntimeException atWork() {
        return Problems.conflict("activation-at-work", "a version of this segment is on its way in or out");
    }
}
