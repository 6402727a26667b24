package io.coterie.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rfm.Mode;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rfm.Thresholds;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scores by thresholds of 1, 2, 3 and 4 days, of 1, 2, 3 and 4 orders, and of 10, 20, 30 and 40 of money.
class ScoreCheckTest {
    private static final Instant ORDERED = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration A_MICROSECOND = Duration.ofNanos(1_000);

    private final List<Fact> facts = new ArrayList<>();
    private RfmSettings settings = RfmSettings.DEFAULT;

    @Test
    void theClockTakesRecencyAwayRightAfterTheThreshold() {
        ordered(ORDERED, "15");
        Instant last = ORDERED.plus(Duration.ofDays(2));

        assertThat(verdict("rfm.recency", "\"gte\": 4", ORDERED))
                .isEqualTo(new Verdict(true, Micros.of(last.plus(A_MICROSECOND))));
        assertThat(verdict("rfm.recency", "\"gte\": 4", last).holds()).isTrue();
        assertThat(verdict("rfm.recency", "\"gte\": 4", last.plus(A_MICROSECOND)))
                .isEqualTo(new Verdict(false, Micros.NEVER));
    }

    @Test
    void inTheModeOfThePackageForRItTakesItAwayADayLaterAndAtTheThreshold() {
        settings = new RfmSettings("Order Completed", "total", null, null, Mode.R_PACKAGE);
        ordered(ORDERED, "15");

        assertThat(verdict("rfm.recency", "\"gte\": 4", ORDERED))
                .isEqualTo(new Verdict(true, Micros.of(ORDERED.plus(Duration.ofDays(3)))));
    }

    @Test
    void scoresThatAreNotNextToEachOtherComeAndGo() {
        ordered(ORDERED, "15");
        List<Boolean> daily = Stream.of(1, 25, 49, 73, 97)
                .map(hours -> verdict("rfm.recency", "\"in\": [5, 3, 1]", ORDERED.plus(Duration.ofHours(hours)))
                        .holds())
                .toList();

        assertThat(daily).containsExactly(true, false, true, false, true);
    }

    @Test
    void anOrderThatLeavesTheTimeThatCountsTakesItsScoreAlong() {
        settings = new RfmSettings("Order Completed", "total", null, Duration.ofDays(1), Mode.QUINTILE);
        ordered(ORDERED, "15");
        ordered(ORDERED.plusSeconds(60), "15");

        assertThat(verdict("rfm.frequency", "\"is\": 2", ORDERED.plusSeconds(60))
                        .holds())
                .isTrue();
        assertThat(verdict("rfm.monetary", "\"is\": 3", ORDERED.plusSeconds(60)))
                .isEqualTo(new Verdict(true, Micros.of(ORDERED.plus(Duration.ofDays(1)))));
        assertThat(verdict("rfm.recency", "\"exists\": true", ORDERED.plusSeconds(60)))
                .isEqualTo(new Verdict(true, Micros.of(ORDERED.plusSeconds(60).plus(Duration.ofDays(1)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"is\": 1 | false", "\"isNot\": 1 | true", "\"in\": [1, 2, 3, 4, 5] | false", "\"notIn\": [5] | true",
                "\"gte\": 1 | false", "\"lte\": 5 | false", "\"between\": [1, 5] | false", "\"exists\": true | false",
                "\"exists\": false | true"
            })
    void whoHasNoOrderOrNoModelHasNoScore(String comparison, boolean holds) {
        for (String trait : List.of("rfm.recency", "rfm.frequency", "rfm.monetary")) {
            assertThat(verdict(trait, comparison, ORDERED)).isEqualTo(Verdict.constant(holds));
        }
        ordered(ORDERED, "15");
        assertThat(new Checks().of(leaf("rfm.recency", comparison)).of(at(ORDERED)))
                .isEqualTo(Verdict.constant(holds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"isNot", "notIn"})
    void whoHasAScoreIsJudgedByIt(String operator) {
        ordered(ORDERED, "25");
        String three = operator.equals("notIn") ? "[3]" : "3";
        String four = operator.equals("notIn") ? "[4]" : "4";

        assertThat(verdict("rfm.monetary", "\"" + operator + "\": " + three, ORDERED)
                        .holds())
                .isFalse();
        assertThat(verdict("rfm.monetary", "\"" + operator + "\": " + four, ORDERED)
                        .holds())
                .isTrue();
    }

    @Test
    void moneyOfAnotherCurrencyIsNoMoney() {
        settings = RfmSettings.DEFAULT.in("EUR");
        ordered(ORDERED, "15, \"currency\": \"EUR\"");
        ordered(ORDERED, "99, \"currency\": \"USD\"");

        assertThat(verdict("rfm.monetary", "\"is\": 2", ORDERED).holds()).isTrue();
        assertThat(verdict("rfm.frequency", "\"is\": 1", ORDERED).holds()).isFalse();
    }

    @Test
    void anExplanationSaysScoreValueThresholdsAndVersionOfTheModel() throws Exception {
        ordered(ORDERED, "25");
        Rule rule = leaf("rfm.recency", "\"gte\": 4").scoredBy(model());

        Explanation.Node node = Explanation.tree(rule, at(ORDERED.plus(Duration.ofHours(36))));

        assertThat(node.observed()).isEqualTo(json("""
                {"score": 4, "value": "PT36H", "model": 7, "thresholds": ["PT24H", "PT48H", "PT72H", "PT96H"]}"""));
        assertThat(node.expected()).isEqualTo("is at least 4");
        assertThat(node.nextChange()).isEqualTo(ORDERED.plus(Duration.ofDays(2)).plus(A_MICROSECOND));
    }

    @Test
    void aCounterfactualSaysHowMuchIsMissing() {
        ordered(ORDERED, "25");
        Rule rule = leaf("rfm.monetary", "\"gte\": 4").scoredBy(model());

        Shortfall shortfall =
                Counterfactual.of(rule, true, at(ORDERED)).getFirst().shortfall();

        assertThat(shortfall).isNotNull();
        assertThat(shortfall.missing().decimalValue()).isEqualByComparingTo("5");
        assertThat(shortfall.exclusive()).isTrue();
    }

    private Verdict verdict(String trait, String comparison, Instant now) {
        return new Checks().of(leaf(trait, comparison).scoredBy(model())).of(at(now));
    }

    private static Rule.Leaf leaf(String trait, String comparison) {
        return (Rule.Leaf) RuleParser.parse(json("{\"trait\": \"" + trait + "\", " + comparison + "}"));
    }

    private RfmModel model() {
        return new RfmModel(7, settings, new Thresholds(bounds(86_400), bounds(1), bounds(10)));
    }

    private static List<BigDecimal> bounds(int unit) {
        return Stream.of(1, 2, 3, 4)
                .map(times -> BigDecimal.valueOf((long) times * unit))
                .toList();
    }

    private void ordered(Instant at, String total) {
        facts.add(new Fact.Behaviour(Ids.next(), at, "Order Completed", json("{\"total\": " + total + "}")));
    }

    private Circumstances at(Instant now) {
        return new Circumstances(
                new CustomerFacts(Profile.UNKNOWN, facts),
                key -> Standing.OUTSIDE,
                ZoneOffset.UTC,
                Micros.of(now),
                Micros.of(now));
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
