package io.coterie.segment.activation;

import io.coterie.kit.event.Ids;
import io.coterie.segment.definition.VersionLife;
import io.coterie.segment.touch.Place;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Puts a staged version under evaluation; the worker does the rest.
@Singleton
class ActivateVersion {
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

    /// The activation of this version: a new one, or the one that exists when it is asked for again.
    Activation activate(int segmentId, int version) {
        Optional<Activation> known = activations.latest(segmentId, version);
        if (known.isPresent()) {
            return known.get();
        }
        Activation begun = QuarkusTransaction.requiringNew().call(() -> begin(segmentId, version));
        worker.wake();
        return begun;
    }

    private Activation begin(int segmentId, int version) {
        long epoch = versions.beginEvaluation(segmentId, version);
        Activation activation =
                new Activation(Ids.next(), segmentId, version, Activation.State.EVALUATING, epoch, Place.START);
        activations.insert(activation, clock.instant());
        return activation;
    }
}
