package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.rule.InvalidRule;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Saves rules as staged versions; nothing is evaluated by them until they are activated.
@Singleton
class SaveSegment {
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;
    private final Epoch epoch;
    private final Clock clock;

    SaveSegment(Segments segments, Versions versions, StoredRules rules, Epoch epoch, Clock clock) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.epoch = epoch;
        this.clock = clock;
    }

    /// A new segment with its first version.
    @Transactional
    VersionEntity create(String key, String name, JsonNode ruleJson) {
        epoch.oneSaverAtATime();
        if (segments.byKey(key).isPresent()) {
            throw Problems.conflict("key-taken", "a segment " + key + " exists; add a version to it instead");
        }
        check(key, ruleJson);
        SegmentEntity segment = new SegmentEntity(key, name, clock.instant());
        segments.persist(segment);
        return stage(segment, 1, ruleJson);
    }

    /// A further version of a segment that exists.
    @Transactional
    VersionEntity addVersion(String key, JsonNode ruleJson) {
        epoch.oneSaverAtATime();
        SegmentEntity segment = segments.byKey(key).orElseThrow(() -> Problems.notFound("segment", key));
        check(key, ruleJson);
        return stage(segment, versions.of(segment).getFirst().version + 1, ruleJson);
    }

    private VersionEntity stage(SegmentEntity segment, int number, JsonNode ruleJson) {
        VersionEntity version = new VersionEntity(segment, number, ruleJson.toString(), clock.instant());
        versions.persist(version);
        return version;
    }

    private void check(String key, JsonNode ruleJson) {
        try {
            Rule rule = RuleParser.parse(ruleJson);
            refuseUnknownSegments(rule);
            refuseCircles(key, rule);
        } catch (InvalidRule invalid) {
            throw Problems.invalid("/rule" + invalid.pointer(), invalid.expected());
        }
    }

    private void refuseUnknownSegments(Rule rule) {
        for (Rule.Segment leaf : segmentLeaves(rule)) {
            if (segments.byKey(leaf.key()).isEmpty()) {
                throw new InvalidRule(leaf.pointer() + "/segment", "the key of a segment that exists");
            }
        }
    }

    private void refuseCircles(String key, Rule rule) {
        List<Definition> all = new ArrayList<>();
        all.add(definition(0, key, rule));
        for (VersionEntity version : versions.notRetired()) {
            all.add(definition(version.segment.id, version.segment.key, rules.rule(version)));
        }
        try {
            Definitions.of(0, all, ZoneOffset.UTC);
        } catch (IllegalArgumentException circle) {
            throw new InvalidRule("", "no circle: " + circle.getMessage());
        }
    }

    private static Definition definition(int segmentId, String key, Rule rule) {
        return new Definition(new Definition.Ref(segmentId, 0), key, rule, Reads.of(rule), Instant.EPOCH, 0);
    }

    private static List<Rule.Segment> segmentLeaves(Rule rule) {
        return switch (rule) {
            case Rule.All(var pointer, var parts) -> segmentLeaves(parts);
            case Rule.Any(var pointer, var parts) -> segmentLeaves(parts);
            case Rule.None(var pointer, var parts) -> segmentLeaves(parts);
            case Rule.Not(var pointer, var part) -> segmentLeaves(part);
            case Rule.Segment leaf -> List.of(leaf);
            case Rule.Leaf other -> List.of();
        };
    }

    private static List<Rule.Segment> segmentLeaves(List<Rule> parts) {
        return parts.stream().flatMap(part -> segmentLeaves(part).stream()).toList();
    }
}
