package io.coterie.segment.definition;

import io.coterie.kit.web.Problems;
import io.coterie.segment.audit.Action;
import io.coterie.segment.audit.AuditTrail;
import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The moments at which what is evaluated changes: a version begins to be evaluated beside the active one, ceases to be
/// again, or takes the active one's place. Each raises the epoch, alone, and is written down in the audit trail.
@Singleton
public class VersionLife {
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;
    private final References references;
    private final Epoch epoch;
    private final AuditTrail audit;
    private final Clock clock;

    VersionLife(
            Segments segments,
            Versions versions,
            StoredRules rules,
            References references,
            Epoch epoch,
            AuditTrail audit,
            Clock clock) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.references = references;
        this.epoch = epoch;
        this.audit = audit;
        this.clock = clock;
    }

    /// Returns the epoch that every customer must reach before the version can be cut over.
    /// @param subject of whoever wants it
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 where it is neither staged nor retired, or
    ///     may not be evaluated
    @Transactional(Transactional.TxType.MANDATORY)
    public long beginEvaluation(int segmentId, int number, String subject) {
        epoch.oneSaverAtATime();
        long raised = epoch.raise();
        VersionEntity version = version(segmentId, number);
        refuseUnlessIdle(version);
        references.recheck(version);
        rules.fixModel(version);
        version.becomes(VersionState.EVALUATING, raised);
        audit.note(segmentId, subject, Action.ACTIVATION_STARTED, number);
        return raised;
    }

    private static void refuseUnlessIdle(VersionEntity version) {
        if (version.segment.archived()) {
            throw Problems.conflict("archived", "segment " + version.segment.key + " is archived; restore it first");
        }
        if (version.state != VersionState.STAGED && version.state != VersionState.RETIRED) {
            throw Problems.conflict("activation-at-work", "version " + version.version + " is " + version.state.word());
        }
    }

    /// Returns the epoch that every customer must reach before nothing is left of the evaluation.
    @Transactional(Transactional.TxType.MANDATORY)
    public long endEvaluation(int segmentId, int number, String subject) {
        long raised = epoch.raise();
        VersionEntity version = version(segmentId, number);
        version.becomes(version.activeSince == null ? VersionState.STAGED : VersionState.RETIRED, raised);
        audit.note(segmentId, subject, Action.CANCELLED, number);
        return raised;
    }

    /// Versions of different segments take the active ones' places at one instant.
    /// Returns the epoch from which on all differences to the versions before are told.
    /// @param rescored whether nothing but the model is another than before
    @Transactional(Transactional.TxType.MANDATORY)
    public long cutOver(List<Definition.Ref> together, @Nullable String subject, boolean rescored) {
        long raised = epoch.raise();
        Instant now = clock.instant();
        for (Definition.Ref ref : together) {
            VersionEntity version = version(ref.segmentId(), ref.version());
            Optional<VersionEntity> before = versions.active(version.segment);
            before.ifPresent(active -> active.state = VersionState.RETIRED);
            versions.flush(); // there is never more than one that is active, not even for a moment
            version.becomes(VersionState.ACTIVE, raised);
            boolean back = version.activeSince != null;
            version.activeSince = now;
            version.rescored = rescored;
            audit.note(ref.segmentId(), subject, back ? Action.ROLLED_BACK : Action.ACTIVATED, ref.version());
        }
        return raised;
    }

    private VersionEntity version(int segmentId, int number) {
        return versions.of(segments.findById(segmentId), number).orElseThrow();
    }
}
