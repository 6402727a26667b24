package io.coterie.segment.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmModels;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Reads rules back that were checked when they were saved.
@Singleton
class StoredRules {
    private final ObjectMapper json;
    private final RfmModels models;

    StoredRules(ObjectMapper json, RfmModels models) {
        this.json = json;
        this.models = models;
    }

    JsonNode json(VersionEntity version) {
        try {
            return json.readTree(version.rule);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the stored rule of version " + version.id + " is no JSON", broken);
        }
    }

    /// With its scores by the model that the version has, or would have if it were activated now.
    Rule rule(VersionEntity version) {
        Rule rule = RuleParser.parse(json(version));
        if (!rule.readsScores()) {
            return rule;
        }
        return model(version).map(rule::scoredBy).orElse(rule);
    }

    private Optional<RfmModel> model(VersionEntity version) {
        Integer fixed = version.state == VersionState.STAGED ? null : version.rfmModel;
        if (fixed != null) {
            return Optional.of(models.withNumber(fixed));
        }
        return isEvaluated(version) ? Optional.empty() : models.newest();
    }

    private static boolean isEvaluated(VersionEntity version) {
        return version.state == VersionState.EVALUATING || version.state == VersionState.ACTIVE;
    }

    /// From now on the model of a version that is being activated is fixed. One that was active before keeps its
    /// own: who goes back to it goes back to its thresholds, too.
    void fixModel(VersionEntity version) {
        if (RuleParser.parse(json(version)).readsScores()) {
            version.rfmModel = model(version).map(RfmModel::number).orElse(null);
        }
    }
}
