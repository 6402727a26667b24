package io.coterie.segment.activation;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.VersionLife;
import io.coterie.segment.touch.Place;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;

/// Puts a staged version under evaluation; the worker does the rest.
@Singleton
class ActivateVersion {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Activations activations;
    private final VersionLife versions;
    private final Notifications notifications;
    private final Clock clock;

    ActivateVersion(Activations activations, VersionLife versions, Notifications notifications, Clock clock) {
        this.activations = activations;
        this.versions = versions;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 while another version of the segment is being activated
    Activation begin(int segmentId, int version) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> beginEvaluation(segmentId, version));
        } catch (StoreFailure failed) {
            if (failed.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                throw Problems.conflict("activation-at-work", "another version of this segment is being activated");
            }
            throw failed;
        }
    }

    private Activation beginEvaluation(int segmentId, int version) {
        long epoch = versions.beginEvaluation(segmentId, version);
        Activation activation =
                new Activation(Ids.next(), segmentId, version, Activation.State.EVALUATING, epoch, Place.START);
        activations.insert(activation, clock.instant());
        notifications.afterCommit(ActivationWorker.TOPIC);
        return activation;
    }
}
