package io.coterie.segment.activation;

import io.coterie.kit.sql.Notifications;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.VersionLife;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/// Gives an evaluation up: nobody has seen anything of it, and the worker drops what it left in the rows.
@Singleton
class CancelActivation {
    private final Activations activations;
    private final VersionLife versions;
    private final Notifications notifications;
    private final Caller caller;
    private final Clock clock;

    CancelActivation(
            Activations activations, VersionLife versions, Notifications notifications, Caller caller, Clock clock) {
        this.activations = activations;
        this.versions = versions;
        this.notifications = notifications;
        this.caller = caller;
        this.clock = clock;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 once the version has been cut over to
    @Transactional
    public Activation cancel(Activation latest) {
        Activation activation = activations.locked(latest.id());
        return switch (activation.state()) {
            case EVALUATING -> cancelled(activation);
            case CANCELLING, CANCELLED -> activation;
            case ANNOUNCING, DONE, WITHDRAWING, WITHDRAWN ->
                throw Problems.conflict(
                        "cut-over", "everybody reads this version since; activate an earlier one instead");
        };
    }

    private Activation cancelled(Activation activation) {
        if (activation.rfmModel() != null) {
            throw Problems.conflict("rescoring", "all segments that read scores come to the new model together");
        }
        long epoch = versions.endEvaluation(activation.segmentId(), activation.version(), caller.subject());
        Activation cancelling = activation.cancelling(epoch);
        activations.save(cancelling, clock.instant());
        activations.release(cancelling);
        notifications.afterCommit(ActivationWorker.TOPIC);
        return cancelling;
    }
}
