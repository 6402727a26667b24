package io.coterie.segment.activation;

import io.coterie.kit.event.Ids;
import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.VersionLife;
import io.coterie.segment.membership.StoreFailure;
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
    private final ActivationWorker worker;
    private final Clock clock;

    ActivateVersion(Activations activations, VersionLife versions, ActivationWorker worker, Clock clock) {
        this.activations = activations;
        this.versions = versions;
        this.worker = worker;
        this.clock = clock;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 while another version of the segment is being activated
    Activation begin(int segmentId, int version) {
        try {
            Activation begun = QuarkusTransaction.requiringNew().call(() -> beginEvaluation(segmentId, version));
            worker.wake();
            return begun;
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
        return activation;
    }
}
