package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Problems;
import io.coterie.segment.rule.InvalidRule;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/// Reads rules as people send them, in the field `rule` of a body.
@Singleton
public class ProposedRules {
    private final References references;

    ProposedRules(References references) {
        this.references = references;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 with the JSON pointer of the node that cannot be
    @Transactional
    public Rule read(JsonNode json) {
        try {
            Rule rule = RuleParser.parse(json);
            references.refuseMissing(rule);
            return rule;
        } catch (InvalidRule invalid) {
            throw Problems.invalid("/rule" + invalid.pointer(), invalid.expected());
        }
    }
}
