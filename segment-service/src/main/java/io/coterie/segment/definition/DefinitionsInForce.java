package io.coterie.segment.definition;

import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Withdrawal;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The versions that are evaluated now, compiled once an epoch.
@Singleton
public class DefinitionsInForce {
    private final Epoch epoch;
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;
    private final ZoneId zone;
    private volatile Definitions cached;
    private volatile @Nullable Candidate tried;

    DefinitionsInForce(
            Epoch epoch,
            Segments segments,
            Versions versions,
            StoredRules rules,
            @ConfigProperty(name = "coterie.time-zone", defaultValue = "UTC") ZoneId zone) {
        this.epoch = epoch;
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.zone = zone;
        this.cached = Definitions.of(0, List.of(), zone);
    }

    /// Valid until the running transaction ends: until then no definition can change.
    public Definitions inThisTransaction() {
        long now = epoch.shared();
        Definitions known = cached;
        if (known.epoch() != now) {
            known = Definitions.of(
                    now,
                    versions.notRetired().stream()
                            .filter(version -> version.state != VersionState.STAGED)
                            .map(this::compiled)
                            .toList(),
                    segments.withdrawn().stream()
                            .map(DefinitionsInForce::withdrawal)
                            .toList(),
                    zone);
            cached = known;
        }
        return known;
    }

    /// The same, as if a version were the active one of its segment.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such version; 409
    ///     where its segment is archived or segments would refer to each other in a circle
    public Definitions asIfActive(Definition.Ref candidate) {
        Definitions now = inThisTransaction();
        Candidate known = tried;
        if (known == null || !known.ref.equals(candidate) || known.definitions.epoch() != now.epoch()) {
            known = new Candidate(candidate, with(candidate, now));
            tried = known;
        }
        return known.definitions;
    }

    private record Candidate(Definition.Ref ref, Definitions definitions) {}

    private Definitions with(Definition.Ref candidate, Definitions now) {
        VersionEntity version = versions.of(segments.findById(candidate.segmentId()), candidate.version())
                .orElseThrow(() -> Problems.notFound("version", candidate.version()));
        if (version.segment.archived()) {
            throw Problems.conflict("archived", "segment " + version.segment.key + " is archived; restore it first");
        }
        try {
            return now.with(compiled(version, Instant.EPOCH));
        } catch (IllegalArgumentException circle) {
            throw Problems.conflict("circle", String.valueOf(circle.getMessage()));
        }
    }

    private Definition compiled(VersionEntity version) {
        return compiled(version, version.state == VersionState.ACTIVE ? version.activeSince : null);
    }

    private static Withdrawal withdrawal(SegmentEntity segment) {
        return new Withdrawal(
                new Definition.Ref(segment.id, Objects.requireNonNull(segment.archivedVersion)),
                segment.key,
                Objects.requireNonNull(segment.archivedAt),
                segment.archivedEpoch);
    }

    private Definition compiled(VersionEntity version, @Nullable Instant activeSince) {
        Rule rule = rules.rule(version);
        return new Definition(
                new Definition.Ref(version.segment.id, version.version),
                version.segment.key,
                rule,
                Reads.of(rule),
                activeSince,
                version.epoch,
                version.rescored);
    }
}
