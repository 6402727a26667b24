package io.coterie.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterfactualTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final List<Fact> facts = new ArrayList<>();
    private String traits = "{}";

    @Test
    void ofAConjunctionAllThatFailMustTurn() {
        traits = "{\"country\": \"FR\", \"plan\": \"pro\"}";

        assertThat(turn("""
                {"all": [{"trait": "country", "is": "DE"}, {"trait": "plan", "is": "pro"},
                         {"event": "Order Completed", "aggregate": "count", "gte": 3}]}""")).extracting(Counterfactual.Flip::pointer).containsExactly("/all/0", "/all/2");
    }

    @Test
    void ofAnAlternativeTheShortestWayIsEnough() {
        assertThat(turn("""
                {"any": [{"all": [{"trait": "a", "is": 1}, {"trait": "b", "is": 1}]}, {"trait": "c", "is": 1},
                         {"trait": "d", "is": 1}]}""")).extracting(Counterfactual.Flip::pointer).containsExactly("/any/1");
    }

    @Test
    void whoeverIsInsideLeavesByTheShortestWay() {
        traits = "{\"a\": 1, \"b\": 1, \"c\": 1}";

        assertThat(turn("""
                {"all": [{"any": [{"trait": "a", "is": 1}, {"trait": "b", "is": 1}]}, {"trait": "c", "is": 1}]}"""))
                .extracting(Counterfactual.Flip::pointer, Counterfactual.Flip::becomes)
                .containsExactly(tuple("/all/1", false));
    }

    @Test
    void aNegationWantsTheOppositeOfItsPart() {
        bought("10");
        traits = "{\"a\": 1, \"b\": 2}";

        assertThat(turn("""
                {"all": [{"not": {"event": "Order Completed", "aggregate": "count", "gte": 1}},
                         {"none": [{"trait": "a", "is": 1}, {"trait": "b", "is": 1}]}]}"""))
                .allSatisfy(flip -> assertThat(flip.becomes()).isFalse())
                .extracting(Counterfactual.Flip::pointer)
                .containsExactly("/all/0/not", "/all/1/none/0");
    }

    @Test
    void ofNoneOnePartThatHoldsIsEnough() {
        assertThat(turn("{\"none\": [{\"trait\": \"a\", \"is\": 1}, {\"trait\": \"b\", \"is\": 1}]}"))
                .extracting(Counterfactual.Flip::pointer, Counterfactual.Flip::becomes)
                .containsExactly(tuple("/none/0", true));
    }

    /// A customer with two orders of 10 and 20.5, the last one a day ago, and 40 years old.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "event": "Order Completed", "aggregate": "count", "gte": 4                             | 2       | more | false
            "event": "Order Completed", "aggregate": "count", "gt": 4                              | 3       | more | false
            "event": "Order Completed", "aggregate": "count", "lt": 2                              | 1       | less | false
            "event": "Order Completed", "aggregate": "count", "gte": 2                             | 1       | less | false
            "event": "Order Completed", "aggregate": "count", "between": [1, 2]                    | 1       | more | false
            "event": "Order Completed", "aggregate": "count", "is": 2                              | 1       | more | false
            "event": "Order Completed", "aggregate": "count", "in": [0, 7, 9]                      | 2       | less | false
            "event": "Order Completed", "aggregate": "count", "lte": 2                             | 1       | more | false
            "event": "Order Completed", "aggregate": "days", "gte": 3                              | 1       | more | false
            "event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 100        | 69.5    | more | false
            "event": "Order Completed", "aggregate": "sum", "property": "total", "gt": 100         | 69.5    | more | true
            "event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 30.5       | 0       | less | true
            "event": "Order Completed", "aggregate": "max", "property": "total", "lt": 20          | 0.5     | less | true
            "event": "Order Completed", "aggregate": "last", "property": "total", "is": 21         | 0.5     | more | false
            "event": "Order Completed", "aggregate": "sinceLast", "gte": "P3D"                     | PT48H   | more | false
            "event": "Order Completed", "aggregate": "sinceLast", "gt": "P1D"                      | PT0S    | more | true
            "trait": "age", "between": [50, 60]                                                    | 10      | more | false
            "trait": "age", "between": [18, 45]                                                    | 5       | more | true
            "trait": "age", "gt": 10                                                               | 30      | less | false
            "trait": "signedUp", "withinLast": "P7D"                                               | PT48H0.000001S | more | false
            "trait": "signedUp", "before": "-P9D"                                                  | PT0.000001S | less | false
            "trait": "signedUp", "after": "2026-03-01T00:00:00Z"                                   | PT12H   | less | false
            "trait": "contractEnd", "withinNext": "P1D"                                            | PT24H   | less | false
            """)
    void aLeafSaysByHowMuchItMisses(String rule, String missing, String direction, boolean exclusive) {
        bought("10");
        bought("20.5", NOW.minusSeconds(86_400));
        traits = """
                {"age": 40, "signedUp": "2026-03-01T12:00:00Z", "contractEnd": "2026-03-12T12:00:00Z"}""";

        assertThat(turn("{" + rule + "}")).singleElement().satisfies(flip -> {
            assertThat(flip.shortfall()).isNotNull();
            assertThat(flip.shortfall().missing().asText()).isEqualTo(missing);
            assertThat(flip.shortfall().direction().word()).isEqualTo(direction);
            assertThat(flip.shortfall().exclusive()).isEqualTo(exclusive);
        });
    }

    @Test
    void whatIsNoNumberHasNoShortfall() {
        traits = "{\"country\": \"FR\"}";

        assertThat(turn("{\"trait\": \"country\", \"is\": \"DE\"}"))
                .singleElement()
                .satisfies(flip -> {
                    assertThat(flip.shortfall()).isNull();
                    assertThat(flip.observed()).isEqualTo(json("\"FR\""));
                    assertThat(flip.expected()).isEqualTo("is \"DE\"");
                });
        assertThat(turn("{\"event\": \"E\", \"aggregate\": \"avg\", \"property\": \"p\", \"gt\": 1}"))
                .singleElement()
                .satisfies(flip -> assertThat(flip.shortfall()).isNull());
    }

    @Test
    void whatTimeAloneTurnsSaysWhen() {
        bought("10", NOW.minusSeconds(3_600));

        assertThat(turn("{\"event\": \"Order Completed\", \"aggregate\": \"count\", \"gte\": 1, \"within\": \"P1D\"}"))
                .singleElement()
                .satisfies(flip -> assertThat(flip.nextChange()).isEqualTo(NOW.plusSeconds(82_800)));
    }

    /// Each count from 0 to 6 against each of these tests: so much further it turns, and not before.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "gte": 3
            "gt": 3
            "lt": 3
            "lte": 3
            "is": 3
            "isNot": 3
            "in": [1, 2, 5]
            "notIn": [0, 1, 2, 5]
            "between": [2, 4]
            """)
    void aCountTurnsExactlyWhereItIsSaidTo(String test) {
        for (int count = 0; count <= 6; count++) {
            int there = count;
            Counterfactual.Flip flip = turnOf(test, count).getFirst();
            Shortfall shortfall = Objects.requireNonNull(flip.shortfall());
            int missing = shortfall.missing().intValue();
            int sign = shortfall.direction() == Shortfall.Direction.MORE ? 1 : -1;

            assertThat(missing).isPositive();
            assertThat(turnOf(test, count + sign * missing).getFirst().becomes())
                    .isNotEqualTo(flip.becomes());
            for (int nearer = 1; nearer < missing; nearer++) {
                for (int other : new int[] {there - nearer, there + nearer}) {
                    assertThat(other < 0 || turnOf(test, other).getFirst().becomes() == flip.becomes())
                            .as("%s at %d instead of %d", test, other, there)
                            .isTrue();
                }
            }
        }
    }

    private List<Counterfactual.Flip> turnOf(String test, int count) {
        facts.clear();
        for (int i = 0; i < count; i++) {
            bought("1");
        }
        return turn("{\"event\": \"Order Completed\", \"aggregate\": \"count\", " + test + "}");
    }

    private void bought(String total) {
        bought(total, NOW.minusSeconds(5 * 86_400));
    }

    private void bought(String total, Instant at) {
        facts.add(new Fact.Behaviour(Ids.next(), at, "Order Completed", json("{\"total\": " + total + "}")));
    }

    private List<Counterfactual.Flip> turn(String rule) {
        Rule parsed = RuleParser.parse(json(rule));
        Circumstances circumstances = new Circumstances(
                new CustomerFacts(new Profile(1, null, null, json(traits)), facts),
                key -> Standing.OUTSIDE,
                ZoneOffset.UTC,
                Micros.of(NOW),
                Micros.of(NOW));
        boolean holds = new Checks().of(parsed).of(circumstances).holds();
        return Counterfactual.of(parsed, !holds, circumstances);
    }

    private static JsonNode json(String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }
}
