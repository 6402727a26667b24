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
import io.coterie.segment.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of the guide to rules hold, by the verdict of each minute and by the next changes that are foretold.
class SequenceExamplesTest {
    private static final Path GUIDE = Path.of("../docs/guides/rules.md");
    private static final Pattern EXAMPLE = Pattern.compile("```example\n(.*)\n(.*)\n(.*)\n(.*)\n```");
    private static final Pattern FACT = Pattern.compile("([A-Za-z ]+) (\\d\\d:\\d\\d)(?: (\\{[^}]*}))?(?:, )?");
    private static final Instant MORNING = time("09:00");
    private static final Instant NIGHT = time("23:59");

    static Stream<Arguments> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(GUIDE))
                .results()
                .map(example -> Arguments.of(example.group(1), example.group(2), example.group(3), example.group(4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theExampleHolds(String name, String rule, String facts, String holds) {
        Check check = new Checks().of(RuleParser.parse(json(rule)));
        CustomerFacts customer = new CustomerFacts(Profile.UNKNOWN, facts(facts));

        assertThat(byTheMinute(check, customer)).isEqualTo(holds);
        assertThat(byWhatIsForetold(check, customer)).isEqualTo(holds);
    }

    private static String byTheMinute(Check check, CustomerFacts customer) {
        List<Instant> flips = new ArrayList<>();
        boolean before = false;
        for (Instant now = MORNING; now.isBefore(NIGHT); now = now.plus(Duration.ofMinutes(1))) {
            boolean holds = at(check, customer, now).holds();
            if (holds != before) {
                flips.add(now);
            }
            before = holds;
        }
        return words(flips);
    }

    private static String byWhatIsForetold(Check check, CustomerFacts customer) {
        List<Instant> flips = new ArrayList<>();
        Verdict verdict = at(check, customer, MORNING);
        while (verdict.nextChange().isBefore(NIGHT)) {
            flips.add(verdict.nextChange());
            verdict = at(check, customer, verdict.nextChange());
        }
        return words(flips);
    }

    private static Verdict at(Check check, CustomerFacts customer, Instant now) {
        long micros = Micros.of(now);
        return check.of(new Circumstances(customer, key -> Standing.OUTSIDE, ZoneOffset.UTC, micros, micros));
    }

    private static String words(List<Instant> flips) {
        if (flips.isEmpty()) {
            return "never holds";
        }
        StringBuilder words = new StringBuilder("holds");
        for (int i = 0; i < flips.size(); i++) {
            String time = flips.get(i).toString().substring(11, 16);
            words.append(i % 2 == 1 ? " until " : i == 0 ? " from " : ", from ").append(time);
        }
        return words.toString();
    }

    private static List<Fact> facts(String text) {
        List<Fact> facts = new ArrayList<>();
        Matcher fact = FACT.matcher(text);
        while (fact.find()) {
            String properties = fact.group(3) == null ? "{}" : fact.group(3);
            facts.add(new Fact.Behaviour(
                    Ids.next(), time(fact.group(2)), fact.group(1).strip(), json(properties)));
        }
        return facts;
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-15T" + time + ":00Z");
    }

    private static JsonNode json(String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
