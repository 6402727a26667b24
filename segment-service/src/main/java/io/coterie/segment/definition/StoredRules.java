package io.coterie.segment.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import jakarta.inject.Singleton;

/// Reads rules back that were checked when they were saved.
@Singleton
class StoredRules {
    private final ObjectMapper json;

    StoredRules(ObjectMapper json) {
        this.json = json;
    }

    JsonNode json(VersionEntity version) {
        try {
            return json.readTree(version.rule);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the stored rule of version " + version.id + " is no JSON", broken);
        }
    }

    Rule rule(VersionEntity version) {
        return RuleParser.parse(json(version));
    }
}
