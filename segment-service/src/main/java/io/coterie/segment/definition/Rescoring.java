package io.coterie.segment.definition;

import io.coterie.segment.audit.Action;
import io.coterie.segment.audit.AuditTrail;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmModels;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A new version of the model becomes that of the segments that read scores: each gets a version of its own, with the
/// same rule, which is released like any other.
@Singleton
public class Rescoring {
    private final Versions versions;
    private final StoredRules rules;
    private final RfmModels models;
    private final Epoch epoch;
    private final AuditTrail audit;
    private final Clock clock;

    Rescoring(Versions versions, StoredRules rules, RfmModels models, Epoch epoch, AuditTrail audit, Clock clock) {
        this.versions = versions;
        this.rules = rules;
        this.models = models;
        this.epoch = epoch;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param epoch what every customer must reach before the versions can be cut over
    public record Begun(List<Definition.Ref> versions, long epoch) {}

    /// The segments that are evaluated by another model now. Until the transaction ends no activation begins.
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<Integer> concerned(int model) {
        epoch.oneSaverAtATime();
        return scoredOtherwise(models.withNumber(model))
                .map(version -> version.segment.id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Call while none of the segments concerned has a version on its way in or out.
    /// @param subject of whoever wants it; absent where it is time
    @Transactional(Transactional.TxType.MANDATORY)
    public Begun begin(int model, @Nullable String subject) {
        long raised = epoch.raise();
        List<Definition.Ref> begun = new ArrayList<>();
        for (VersionEntity version : scoredOtherwise(models.withNumber(model)).toList()) {
            begun.add(begin(version, model, raised));
            audit.note(
                    version.segment.id,
                    subject,
                    Action.RESCORED,
                    begun.getLast().version());
        }
        return new Begun(begun, raised);
    }

    private Definition.Ref begin(VersionEntity active, int model, long raised) {
        int number = versions.of(active.segment).getFirst().version + 1;
        VersionEntity next = new VersionEntity(active.segment, number, active.rule, clock.instant());
        next.rfmModel = model;
        next.becomes(VersionState.EVALUATING, raised);
        versions.persist(next);
        return new Definition.Ref(active.segment.id, number);
    }

    private Stream<VersionEntity> scoredOtherwise(RfmModel model) {
        return versions.notRetired().stream()
                .filter(version -> version.state != VersionState.STAGED)
                .filter(version -> rules.rule(version).readsScores())
                .filter(version -> version.rfmModel == null
                        || !models.withNumber(version.rfmModel).scoresLike(model));
    }
}
