package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Rule;

/// The behaviours that fit a pattern.
record Events(Rule.Pattern pattern) implements CustomerFacts.Selection {
    @Override
    public Series from(CustomerFacts facts) {
        Series events = facts.behaviours(pattern.event());
        return pattern.where().isEmpty() ? events : events.filter(fact -> passes(fact.values()));
    }

    private boolean passes(JsonNode properties) {
        for (Rule.PropertyTest test : pattern.where()) {
            if (!test.comparison().holds(properties.get(test.property()))) {
                return false;
            }
        }
        return true;
    }
}
