package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Sources;
import io.coterie.segment.membership.Members;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.Sentence;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Segments as callers see them: by the active version, or the one that was active when it was archived, or before the
/// first activation by the newest.
@Singleton
public class SegmentViews {
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;
    private final Members members;
    private final Health health;
    private final DefinitionsInForce definitions;

    SegmentViews(
            Segments segments,
            Versions versions,
            StoredRules rules,
            Members members,
            Health health,
            DefinitionsInForce definitions) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.members = members;
        this.health = health;
        this.definitions = definitions;
    }

    /// @param memberCount absent where no version is active
    /// @param rfmModel the version of the model that scores are by; absent where none are read or there is none
    /// @param archivedAt since when it has no members for being archived; absent where it is not
    public record SegmentView(
            String key,
            String name,
            SegmentState state,
            int version,
            @Nullable Long memberCount,
            String sentence,
            Health.Report health,
            JsonNode rule,
            @Nullable Integer rfmModel,
            @Nullable Instant archivedAt) {}

    /// @param rfmModel likewise
    public record VersionView(
            int version,
            VersionState state,
            String sentence,
            JsonNode rule,
            @Nullable Integer rfmModel,
            Instant createdAt) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such segment
    @Transactional
    public SegmentView one(String key) {
        SegmentEntity segment = segments.byKey(key).orElseThrow(() -> Problems.notFound("segment", key));
        return view(segment, definitions.inThisTransaction());
    }

    /// By key, from after one on: those that are archived, or those that are not.
    @Transactional
    Page<SegmentView> after(String key, boolean archived, int limit) {
        Definitions inForce = definitions.inThisTransaction();
        return Page.of(segments.after(key, archived, limit + 1), limit, segment -> segment.key)
                .map(segment -> view(segment, inForce));
    }

    VersionView view(VersionEntity version) {
        return new VersionView(
                version.version,
                version.state,
                Sentence.of(rules.rule(version)),
                rules.json(version),
                version.rfmModel,
                version.createdAt);
    }

    private SegmentView view(SegmentEntity segment, Definitions inForce) {
        List<VersionEntity> all = versions.of(segment);
        VersionEntity version = shown(segment, all);
        Long count = version.state == VersionState.ACTIVE
                ? members.count(new Definition.Ref(segment.id, version.version))
                : null;
        Rule rule = rules.rule(version);
        return new SegmentView(
                segment.key,
                segment.name,
                SegmentState.of(segment, version),
                version.version,
                count,
                Sentence.of(rule),
                health.of(all, segment.archived() ? Sources.NONE : inForce.sourcesOf(rule), rule.lacksModel()),
                rules.json(version),
                version.rfmModel,
                segment.archivedAt);
    }

    private static VersionEntity shown(SegmentEntity segment, List<VersionEntity> all) {
        return first(all, version -> segment.archivedVersion != null && version.version == segment.archivedVersion)
                .or(() -> first(all, version -> version.state == VersionState.ACTIVE))
                .or(() -> first(all, version -> version.state != VersionState.RETIRED))
                .orElseGet(all::getFirst);
    }

    private static Optional<VersionEntity> first(List<VersionEntity> all, Predicate<VersionEntity> wanted) {
        return all.stream().filter(wanted).findFirst();
    }
}
