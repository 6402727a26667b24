package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Problems;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
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
    private final ProposedRules proposed;
    private final Epoch epoch;
    private final Clock clock;

    SaveSegment(
            Segments segments, Versions versions, StoredRules rules, ProposedRules proposed, Epoch epoch, Clock clock) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.proposed = proposed;
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
        refuseCircles(key, proposed.read(ruleJson));
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
            throw Problems.invalid("/rule", "no circle: " + circle.getMessage());
        }
    }

    private static Definition definition(int segmentId, String key, Rule rule) {
        return new Definition(new Definition.Ref(segmentId, 0), key, rule, Reads.of(rule), Instant.EPOCH, 0);
    }
}
