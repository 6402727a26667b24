package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.audit.AuditTrail;
import io.coterie.segment.rule.InvalidRule;
import io.coterie.segment.rule.RuleParser;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Saves rules as staged versions; nothing is evaluated by them until they are activated.
@Singleton
class SaveSegment {
    private final Segments segments;
    private final Versions versions;
    private final StoredRules rules;
    private final References references;
    private final Epoch epoch;
    private final AuditTrail audit;
    private final Caller caller;
    private final Clock clock;

    SaveSegment(
            Segments segments,
            Versions versions,
            StoredRules rules,
            References references,
            Epoch epoch,
            AuditTrail audit,
            Caller caller,
            Clock clock) {
        this.segments = segments;
        this.versions = versions;
        this.rules = rules;
        this.references = references;
        this.epoch = epoch;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /// A new segment with its first version.
    @Transactional
    VersionEntity create(String key, String name, JsonNode rule) {
        epoch.oneSaverAtATime();
        if (segments.byKey(key).isPresent()) {
            throw Problems.conflict("key-taken", "a segment " + key + " exists; add a version to it instead");
        }
        check(key, rule);
        SegmentEntity segment = new SegmentEntity(key, name, clock.instant());
        segments.persist(segment);
        return stage(segment, 1, null, rule);
    }

    /// A further version of a segment that exists.
    @Transactional
    VersionEntity addVersion(String key, JsonNode rule) {
        epoch.oneSaverAtATime();
        SegmentEntity segment = segments.byKey(key).orElseThrow(() -> Problems.notFound("segment", key));
        if (segment.archived()) {
            throw Problems.conflict("archived", "segment " + key + " is archived; restore it first");
        }
        check(key, rule);
        VersionEntity newest = versions.of(segment).getFirst();
        return stage(segment, newest.version + 1, rules.json(newest), rule);
    }

    private VersionEntity stage(SegmentEntity segment, int number, @Nullable JsonNode before, JsonNode rule) {
        VersionEntity version = new VersionEntity(segment, number, rule.toString(), clock.instant());
        versions.persist(version);
        audit.saved(segment.id, caller.subject(), number, before, rule);
        return version;
    }

    private void check(String key, JsonNode rule) {
        try {
            references.check(key, RuleParser.parse(rule));
        } catch (InvalidRule invalid) {
            throw Problems.invalid("/rule" + invalid.pointer(), invalid.expected());
        }
    }
}
