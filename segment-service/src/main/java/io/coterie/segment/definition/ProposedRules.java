package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Problems;
import io.coterie.segment.rule.InvalidRule;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/// Reads rules as people send them, in the field `rule` of a body.
@Singleton
public class ProposedRules {
    private final Segments segments;

    ProposedRules(Segments segments) {
        this.segments = segments;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 with the JSON pointer of the node that cannot be
    @Transactional
    public Rule read(JsonNode json) {
        try {
            Rule rule = RuleParser.parse(json);
            refuseUnknownSegments(rule);
            return rule;
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
