package io.coterie.bench.segments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Rules that are measured.
final class Rules {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Rules() {}

    /// So many rules, each with windows and bounds of its own. A customer who is not gold fails at the first leaf, all
    /// others are asked for everything.
    static Definitions eightLeavesEach(int rules) {
        List<Definition> definitions = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            Rule rule = RuleParser.parse(json("""
                    {"all": [
                      {"trait": "tier", "is": "gold"},
                      {"trait": "country", "in": ["DE", "AT"]},
                      {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "P%1$dD"},
                      {"event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 50.%1$d, "within": "P365D"},
                      {"event": "Product Viewed", "aggregate": "count", "gte": 2, "within": "P%1$dD"},
                      {"event": "Order Completed", "aggregate": "sinceLast", "lte": "P%1$dD"},
                      {"not": {"event": "Email Opened", "aggregate": "count", "gte": 20, "within": "P30D"}},
                      {"feedback": "nps", "aggregate": "last", "gte": 1, "within": "P%1$dD"}]}
                    """.formatted(300 + i)));
            definitions.add(new Definition(
                    new Definition.Ref(i + 1, 1), "measured-" + i, rule, Reads.of(rule), Instant.EPOCH, 1));
        }
        return Definitions.of(1, definitions, ZoneOffset.UTC);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
