package io.coterie.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coterie.kit.event.JsonSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {
    private static Rule parse(String json) {
        try {
            return RuleParser.parse(JsonSettings.mapper().readTree(json));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                                             | ''
                    {}                                                                             | ''
                    {"all": []}                                                                    | /all
                    {"all": [{"trait": "a", "is": 1}], "any": [{"trait": "a", "is": 1}]}           | /any
                    {"all": [{"trait": "a", "is": 1}], "is": 1}                                    | ''
                    {"not": [1]}                                                                   | /not
                    {"trait": "", "is": 1}                                                         | /trait
                    {"trait": "a"}                                                                 | ''
                    {"trait": "a", "is": 1, "gt": 2}                                               | ''
                    {"trait": "a", "is": {}}                                                       | /is
                    {"trait": "a", "in": []}                                                       | /in
                    {"trait": "a", "gt": "5"}                                                      | /gt
                    {"trait": "a", "between": [5, 1]}                                              | /between
                    {"trait": "a", "is": 1, "whithin": "P1D"}                                      | /whithin
                    {"event": "E", "aggregate": "median", "gt": 1}                                 | /aggregate
                    {"event": "E", "aggregate": "sum", "gt": 1}                                    | /property
                    {"event": "E", "aggregate": "count", "property": "p", "gt": 1}                 | /property
                    {"event": "E", "aggregate": "count", "is": "three"}                            | /is
                    {"event": "E", "aggregate": "count", "contains": 3}                            | ''
                    {"event": "E", "aggregate": "count", "gt": 1, "within": "P1M"}                 | /within
                    {"event": "E", "aggregate": "count", "gt": 1, "within": "-PT1H"}               | /within
                    {"event": "E", "aggregate": "count", "gt": 1, "where": [{"property": "p"}]}    | /where/0
                    {"all": [{"trait": "a", "is": 1}, {"feedback": "love", "aggregate": "last", "is": 1}]} | /all/1/feedback
                    {"feedback": "nps", "aggregate": "avg", "lte": 6}                              | /aggregate
                    {"segment": "x", "is": true}                                                   | /is
                    """)
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

    @Test
    void aRuleTellsWhatItReads() {
        Rule rule = parse("""
                {"any": [{"event": "A", "aggregate": "count", "gte": 2}, {"none": [{"trait": "t", "exists": true}]},
                         {"feedback": "nps", "aggregate": "last", "is": 1}, {"segment": "other"}]}""");

        Reads reads = Reads.of(rule);

        assertThat(reads.events()).containsExactly("A");
        assertThat(reads.traits()).isTrue();
        assertThat(reads.metrics()).containsExactly("nps");
        assertThat(reads.segments()).containsExactly("other");
    }
}
