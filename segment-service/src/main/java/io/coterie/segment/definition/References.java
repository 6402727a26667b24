package io.coterie.segment.definition;

import static java.util.stream.Collectors.joining;

import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.rule.InvalidRule;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which segments rules refer to: only to such as exist and are not archived, and never in a circle.
///
/// Saving calls with [Epoch#oneSaverAtATime] held: two rules may each be fine without the other.
@Singleton
class References {
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;

    References(Segments segments, Versions versions, StoredRules rules) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
    }

    /// @throws InvalidRule with the place of a reference to nothing
    void refuseMissing(Rule rule) {
        for (Rule.Segment leaf : references(rule)) {
            if (!isThere(leaf.key())) {
                throw new InvalidRule(
                        leaf.pointer() + "/segment", "the key of a segment that exists and is not archived");
            }
        }
    }

    /// @throws InvalidRule with the place of what is wrong
    void check(String key, Rule rule) {
        refuseMissing(rule);
        circle(key, rule).ifPresent(circle -> {
            throw new InvalidRule("", "no circle: " + circle);
        });
    }

    /// The same for a rule that was fine when it was saved: others have changed since.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 with what is in the way
    void recheck(VersionEntity version) {
        Rule rule = rules.rule(version);
        String missing = references(rule).stream()
                .map(Rule.Segment::key)
                .filter(key -> !isThere(key))
                .distinct()
                .collect(joining(", "));
        if (!missing.isEmpty()) {
            throw Problems.conflict(
                    "refers-to-archived", "version " + version.version + " refers to archived segments: " + missing);
        }
        circle(version.segment.key, rule).ifPresent(circle -> {
            throw Problems.conflict("circle", circle);
        });
    }

    /// The keys of other segments with a version that refers to this one and is or may be evaluated.
    List<String> referrers(SegmentEntity segment) {
        return versions.notRetired().stream()
                .filter(version -> !version.segment.id.equals(segment.id))
                .filter(version -> Reads.of(rules.rule(version)).segments().contains(segment.key))
                .map(version -> version.segment.key)
                .distinct()
                .sorted()
                .toList();
    }

    private boolean isThere(String key) {
        return segments.byKey(key).filter(segment -> !segment.archived()).isPresent();
    }

    private Optional<String> circle(String key, Rule rule) {
        List<Definition> all = new ArrayList<>();
        all.add(definition(0, key, rule));
        for (VersionEntity version : versions.notRetired()) {
            all.add(definition(version.segment.id, version.segment.key, rules.rule(version)));
        }
        try {
            Definitions.of(0, all, ZoneOffset.UTC);
            return Optional.empty();
        } catch (IllegalArgumentException circle) {
            return Optional.of(String.valueOf(circle.getMessage()));
        }
    }

    private static Definition definition(int segmentId, String key, Rule rule) {
        return new Definition(new Definition.Ref(segmentId, 0), key, rule, Reads.of(rule), Instant.EPOCH, 0);
    }

    private static List<Rule.Segment> references(Rule rule) {
        return rule.leaves()
                .filter(Rule.Segment.class::isInstance)
                .map(Rule.Segment.class::cast)
                .toList();
    }
}
