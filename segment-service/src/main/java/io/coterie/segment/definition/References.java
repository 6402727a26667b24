package io.coterie.segment.definition;

import static java.util.stream.Collectors.joining;

import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.list.StaticLists;
import io.coterie.segment.rule.InvalidRule;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which segments and lists rules refer to: only to such as exist and are not archived, and never in a circle.
///
/// Saving calls with [Epoch#oneSaverAtATime] held: two rules may each be fine without the other.
@Singleton
class References {
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;
    private final StaticLists lists;

    References(Segments segments, Versions versions, StoredRules rules, StaticLists lists) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.lists = lists;
    }

    /// @throws InvalidRule with the place of a reference to nothing
    void refuseMissing(Rule rule) {
        for (Rule.Leaf leaf : rule.leaves().toList()) {
            switch (leaf) {
                case Rule.Segment(var pointer, var key)
                when !isThere(key) ->
                    throw new InvalidRule(pointer + "/segment", "the key of a segment that exists and is not archived");
                case Rule.OnList(var pointer, var key)
                when !lists.isInUse(key) ->
                    throw new InvalidRule(pointer + "/list", "the key of a list that exists and is not archived");
                default -> {}
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
        Reads reads = Reads.of(rule);
        refuseArchived(version, "segments", reads.segments(), this::isThere);
        refuseArchived(version, "lists", reads.lists(), lists::isInUse);
        circle(version.segment.key, rule).ifPresent(circle -> {
            throw Problems.conflict("circle", circle);
        });
    }

    private static void refuseArchived(
            VersionEntity version, String kind, Set<String> keys, Predicate<String> isThere) {
        String missing = keys.stream().filter(isThere.negate()).sorted().collect(joining(", "));
        if (!missing.isEmpty()) {
            throw Problems.conflict(
                    "refers-to-archived",
                    "version " + version.version + " refers to archived " + kind + ": " + missing);
        }
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
}
