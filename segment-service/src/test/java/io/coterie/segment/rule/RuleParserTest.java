package io.coterie.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coterie.kit.event.JsonSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleParserTest {
    private static Rule parse(String json) {
        try {
            return RuleParser.parse(JsonSettings.mapper().readTree(json));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @ParameterizedTest
    @MethodSource("io.coterie.segment.rule.RuleExamples#places")
    void aFaultIsRefusedAtItsPlace(String json, String pointer) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        InvalidRule.class,
                        invalid -> assertThat(invalid.pointer()).isEqualTo(pointer));
    }

    @Test
    void tooDeepARuleIsRefused() {
        String deep = "{\"not\": ".repeat(30) + "{\"trait\": \"a\", \"is\": 1}" + "}".repeat(30);

        assertThatThrownBy(() -> parse(deep)).isInstanceOf(InvalidRule.class).hasMessageContaining("deep");
    }

    @Test
    void everyRuleHasASentence() {
        Rule rule = parse("""
                {"all": [{"event": "Order Completed", "aggregate": "count", "gte": 2},
                         {"not": {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "P90D"}},
                         {"any": [{"feedback": "nps", "aggregate": "last", "lte": 6, "within": "PT36H"},
                                  {"segment": "big-spenders"},
                                  {"trait": "country", "in": ["DE", "AT"]}]}]}""");

        assertThat(Sentence.of(rule))
                .isEqualTo("Customers where the number of \"Order Completed\" is at least 2"
                        + " and not the number of \"Order Completed\" in the last 90 days is at least 1"
                        + " and (the last nps in the last 1 day 12 hours is at most 6"
                        + " or they are in segment \"big-spenders\" or country is one of \"DE\", \"AT\").");
    }

    @ParameterizedTest
    @MethodSource("io.coterie.segment.rule.RuleExamples#sentences")
    void everyLeafIsToldInWords(String json, String words) {
        assertThat(Sentence.of(parse(json))).isEqualTo("Customers where " + words + ".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"trait": "birthday", "anniversaryWithin": "P0D"}     | true
                    {"event": "E", "aggregate": "days", "gte": 2}         | true
                    {"event": "E", "aggregate": "count", "gte": 2}        | false
                    """)
    void rulesThatGoByTheCalendarReadTheTimeZoneOfTheProfile(String json, boolean profile) {
        assertThat(Reads.of(parse(json)).traits()).isEqualTo(profile);
    }

    @Test
    void aRuleTellsWhatItReads() {
        Rule rule = parse("""
                {"any": [{"event": "A", "aggregate": "count", "gte": 2}, {"none": [{"trait": "t", "exists": true}]},
                         {"feedback": "nps", "aggregate": "last", "is": 1}, {"segment": "other"},
                         {"sequence": [{"event": "B"}, {"not": {"event": "C"}, "within": "PT1H"}]}]}""");

        Reads reads = Reads.of(rule);

        assertThat(reads.events()).containsExactlyInAnyOrder("A", "B", "C");
        assertThat(reads.traits()).isTrue();
        assertThat(reads.metrics()).containsExactly("nps");
        assertThat(reads.segments()).containsExactly("other");
    }
}
