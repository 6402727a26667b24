package io.coterie.segment.definition;

import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds segments by the keys that people use.
@Singleton
public class SegmentLookup {
    private final Segments segments;
    private final Versions versions;

    SegmentLookup(Segments segments, Versions versions) {
        this.segments = segments;
        this.versions = versions;
    }

    /// @param active the version that reads see, absent before the first activation and when archived
    public record Found(int id, String key, Definition.@Nullable Ref active, boolean archived) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such segment
    @Transactional
    public Found byKey(String key) {
        return find(key).orElseThrow(() -> Problems.notFound("segment", key));
    }

    @Transactional
    public Optional<Found> find(String key) {
        return segments.byKey(key)
                .map(segment -> new Found(segment.id, segment.key, active(segment), segment.archived()));
    }

    private Definition.@Nullable Ref active(SegmentEntity segment) {
        return versions.of(segment).stream()
                .filter(version -> version.state == VersionState.ACTIVE)
                .map(version -> new Definition.Ref(segment.id, version.version))
                .findFirst()
                .orElse(null);
    }

    /// The first of all keys in their order.
    @Transactional
    public List<String> keys(int most) {
        return segments.after("", false, most).stream()
                .map(segment -> segment.key)
                .toList();
    }

    /// The state of one version.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such version
    @Transactional
    public VersionState stateOf(int segmentId, int version) {
        return versions.of(segments.findById(segmentId), version)
                .orElseThrow(() -> Problems.notFound("version", version))
                .state;
    }
}
