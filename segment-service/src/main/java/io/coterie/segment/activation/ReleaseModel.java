package io.coterie.segment.activation;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.definition.Rescoring;
import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Brings all segments that read scores to a version of the model, together.
@Singleton
public class ReleaseModel {
    private final Rescoring rescoring;
    private final Activations activations;
    private final Notifications notifications;
    private final Clock clock;

    ReleaseModel(Rescoring rescoring, Activations activations, Notifications notifications, Clock clock) {
        this.rescoring = rescoring;
        this.activations = activations;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// Whether it has begun; not while a version of one of the segments is on its way in or out.
    /// @param subject of whoever wants it; absent where it is time
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean begin(int model, @Nullable String subject) {
        if (rescoring.concerned(model).stream().anyMatch(activations::isAtWork)) {
            return false;
        }
        Rescoring.Begun begun = rescoring.begin(model, subject);
        for (Definition.Ref version : begun.versions()) {
            activations.insert(
                    Activation.rescoring(Ids.next(), version, begun.epoch(), subject, model), clock.instant());
        }
        notifications.afterCommit(ActivationWorker.TOPIC);
        return true;
    }
}
