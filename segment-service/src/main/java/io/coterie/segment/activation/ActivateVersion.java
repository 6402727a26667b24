package io.coterie.segment.activation;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.VersionLife;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Puts a staged version under evaluation; the worker does the rest.
@Singleton
class ActivateVersion {
    private final Activations activations;
    private final VersionLife versions;
    private final Notifications notifications;
    private final Caller caller;
    private final Clock clock;

    ActivateVersion(
            Activations activations, VersionLife versions, Notifications notifications, Caller caller, Clock clock) {
        this.activations = activations;
        this.versions = versions;
        this.notifications = notifications;
        this.caller = caller;
        this.clock = clock;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 while a version of the segment is on its way in or
    ///     out, or where this one may not be evaluated
    Activation begin(int segmentId, int version) {
        String subject = caller.subject();
        try {
            return QuarkusTransaction.requiringNew().call(() -> beginEvaluation(segmentId, version, subject));
        } catch (StoreFailure failed) {
            throw Activations.isAtWork(failed)
                    ? Problems.conflict("activation-at-work", "a version of this segment is on its way in or out")
                    : failed;
        }
    }

    private Activation beginEvaluation(int segmentId, int version, String subject) {
        long epoch = versions.beginEvaluation(segmentId, version, subject);
        Activation activation =
                Activation.begun(Ids.next(), segmentId, version, Activation.State.EVALUATING, epoch, subject);
        activations.insert(activation, clock.instant());
        notifications.afterCommit(ActivationWorker.TOPIC);
        return activation;
    }
}
