package io.coterie.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.coterie.kit.event.JsonSettings;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published schema says what the parser says, but for what it leaves to the parser.
class RuleSchemaTest {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Objects.requireNonNull(RuleSchemaTest.class.getResourceAsStream("/rules/rule.schema.json")));

    @ParameterizedTest
    @MethodSource("io.coterie.segment.rule.RuleExamples#rules")
    void whatTheParserReadsIsValid(String rule) {
        JsonNode json = parsed(rule);

        RuleParser.parse(json);

        assertThat(SCHEMA.validate(json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.coterie.segment.rule.RuleExamples#faults")
    void whatTheParserRefusesIsNotValid(String fault) {
        assertThat(SCHEMA.validate(parsed(fault))).isNotEmpty();
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
