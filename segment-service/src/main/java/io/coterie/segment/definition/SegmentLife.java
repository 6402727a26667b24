package io.coterie.segment.definition;

import io.coterie.kit.web.Problems;
import io.coterie.segment.audit.Action;
import io.coterie.segment.audit.AuditTrail;
import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A segment goes into the archive and comes out of it. Its key, versions and history stay.
@Singleton
public class SegmentLife {
    private final Segments segments;
    private final Versions versions;
    private final References references;
    private final Epoch epoch;
    private final AuditTrail audit;
    private final Clock clock;

    SegmentLife(
            Segments segments, Versions versions, References references, Epoch epoch, AuditTrail audit, Clock clock) {
        this.segments = segments;
        this.versions = versions;
        this.references = references;
        this.epoch = epoch;
        this.audit = audit;
        this.clock = clock;
    }

    /// A segment that was archived just now.
    ///
    /// @param withdrawn the version that was active, if one was
    /// @param epoch what every customer must reach before nobody is a member any more
    public record Archived(int segmentId, Definition.@Nullable Ref withdrawn, long epoch) {}

    /// Empty where it is archived already.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such segment; 409
    ///     while others refer to it or a version of it is being evaluated
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Archived> archive(String key, String subject) {
        epoch.oneSaverAtATime();
        long raised = epoch.raise();
        SegmentEntity segment = byKey(key);
        if (segment.archived()) {
            return Optional.empty();
        }
        refuseWhileNeeded(segment);
        Optional<VersionEntity> active = versions.active(segment);
        active.ifPresent(version -> version.state = VersionState.RETIRED);
        Integer number = active.map(version -> version.version).orElse(null);
        segment.archive(clock.instant(), raised, number);
        audit.note(segment.id, subject, Action.ARCHIVED, number);
        Definition.Ref withdrawn = number == null ? null : new Definition.Ref(segment.id, number);
        return Optional.of(new Archived(segment.id, withdrawn, raised));
    }

    private void refuseWhileNeeded(SegmentEntity segment) {
        List<String> referrers = references.referrers(segment);
        if (!referrers.isEmpty()) {
            throw Problems.conflict("referred-to", "other segments refer to it: " + String.join(", ", referrers));
        }
        if (versions.of(segment).stream().anyMatch(version -> version.state == VersionState.EVALUATING)) {
            throw Problems.conflict("activation-at-work", "a version is being evaluated; cancel that first");
        }
    }

    /// Call when nobody is a member any more. What was active is staged, as before its first activation.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such segment; 409
    ///     where its rules refer to what is archived now, or would close a circle
    @Transactional(Transactional.TxType.MANDATORY)
    public void restore(String key, String subject) {
        epoch.oneSaverAtATime();
        SegmentEntity segment = byKey(key);
        if (!segment.archived()) {
            return;
        }
        Integer number = segment.archivedVersion;
        segment.restore();
        for (VersionEntity version : versions.of(segment)) {
            if (number != null && version.version == number) {
                version.state = VersionState.STAGED;
                version.activeSince = null;
            }
            if (version.state == VersionState.STAGED) {
                references.recheck(version);
            }
        }
        audit.note(segment.id, subject, Action.RESTORED, number);
    }

    private SegmentEntity byKey(String key) {
        return segments.byKey(key).orElseThrow(() -> Problems.notFound("segment", key));
    }
}
