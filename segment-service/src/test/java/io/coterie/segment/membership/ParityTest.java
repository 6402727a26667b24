package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Source;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Incremental membership equals a full recomputation, for random rules, histories and deliveries.
class ParityTest {
    private static final int SEEDS = 400;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void incrementalMembershipEqualsRecomputation(long seed) {
        Cases cases = new Cases(seed);
        Map<String, Rule> rules = cases.rules();
        Definitions definitions = Cases.definitions(rules);
        CustomerState state = CustomerState.fresh(cases.customer());
        List<Fact> known = new ArrayList<>();
        Map<String, JsonNode> traits = new HashMap<>();
        List<MembershipChange> history = new ArrayList<>();
        Instant now = Cases.START;

        for (int message = 0; message < 12; message++) {
            now = now.plus(Duration.ofMinutes(cases.random().nextInt(90)));
            List<Arrival> news = news(cases, known, traits, message);
            history.addAll(Touch.of(state, definitions, Horizons.unbounded(now), news));
            assertParity(seed, rules, definitions, state, new Oracle(rules, known, traits), now);
        }
        for (int hour = 0; hour < 4; hour++) {
            now = now.plus(Duration.ofHours(1));
            history.addAll(Touch.of(state, definitions, Horizons.unbounded(now), List.of()));
            assertParity(seed, rules, definitions, state, new Oracle(rules, known, traits), now);
        }
        assertHistoryAlternates(history, rules);
    }

    /// New facts, old ones again, a profile now and then (also an outdated one), in any order.
    private static List<Arrival> news(Cases cases, List<Fact> known, Map<String, JsonNode> traits, int message) {
        List<Arrival> news = new ArrayList<>();
        for (int i = cases.random().nextInt(3); i >= 0; i--) {
            Fact fact = cases.fact();
            known.add(fact);
            news.add(cases.arrival(fact));
        }
        if (cases.random().nextBoolean()) {
            news.add(cases.arrival(known.get(cases.random().nextInt(known.size()))));
        }
        if (cases.random().nextInt(3) == 0) {
            Profile profile = cases.profile(message + 1);
            traits.put("country", profile.traits().get("country"));
            news.add(cases.arrival(profile));
            news.add(cases.arrival(cases.profile(message)));
        }
        Collections.shuffle(news, cases.random());
        return news;
    }

    private static void assertParity(
            long seed,
            Map<String, Rule> rules,
            Definitions definitions,
            CustomerState state,
            Oracle oracle,
            Instant now) {
        rules.forEach((key, rule) -> {
            Standing standing = Objects.requireNonNull(
                    state.standings().get(definitions.active(key).orElseThrow().ref()));
            assertThat(standing.member())
                    .as("seed %d, segment %s at %s: %s", seed, key, now, rule)
                    .isEqualTo(oracle.isMember(key, now));
            assertThat(standing.next())
                    .as("seed %d, segment %s: what is due is settled", seed, key)
                    .isAfter(now);
        });
    }

    /// Nobody enters twice without leaving, and per segment the state's version rises.
    private static void assertHistoryAlternates(List<MembershipChange> history, Map<String, Rule> rules) {
        for (String key : rules.keySet()) {
            boolean inside = false;
            long version = 0;
            for (MembershipChange change : history) {
                if (change.segment().equals(key)) {
                    assertThat(change.entered()).isNotEqualTo(inside);
                    assertThat(change.stateVersion()).isGreaterThan(version);
                    inside = change.entered();
                    version = change.stateVersion();
                }
            }
        }
    }

    /// While sources lag, what every instant up to now agrees on is true; once they have caught up, all is.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whileSourcesLagWhatIsCertainIsTrue(long seed) {
        Cases cases = new Cases(seed);
        Map<String, Rule> rules = cases.rules();
        Definitions definitions = Cases.definitions(rules);
        CustomerState state = CustomerState.fresh(cases.customer());
        List<Fact> known = new ArrayList<>();
        Map<String, JsonNode> traits = new HashMap<>();
        List<MembershipChange> history = new ArrayList<>();
        Map<Source, Instant> watermarks = new HashMap<>();
        List<Instant> touched = new ArrayList<>();
        Instant now = Cases.START;

        for (int message = 0; message < 12; message++) {
            now = now.plus(Duration.ofMinutes(cases.random().nextInt(90)));
            for (Source source : Source.values()) {
                Instant lagging = now.minus(Duration.ofMinutes(cases.random().nextInt(60)));
                watermarks.merge(source, lagging, (a, b) -> a.isAfter(b) ? a : b);
            }
            Horizons horizons = new Horizons(now, watermarks);
            touched.add(now);
            history.addAll(Touch.of(state, definitions, horizons, news(cases, known, traits, message)));
            assertCertain(seed, rules, definitions, state, new Oracle(rules, known, traits), horizons, touched);
        }
        history.addAll(Touch.of(state, definitions, Horizons.unbounded(now), List.of()));
        assertParity(seed, rules, definitions, state, new Oracle(rules, known, traits), now);
        assertHistoryAlternates(history, rules);
    }

    /// All times of cases are whole minutes.
    private static void assertCertain(
            long seed,
            Map<String, Rule> rules,
            Definitions definitions,
            CustomerState state,
            Oracle oracle,
            Horizons horizons,
            List<Instant> touched) {
        for (String key : rules.keySet()) {
            Definition definition = definitions.active(key).orElseThrow();
            Instant horizon = horizons.of(definitions.closureOf(definition).sources());
            Set<Boolean> verdicts = new HashSet<>();
            for (Instant settled = horizon; !settled.isAfter(horizons.now()); settled = settled.plusSeconds(60)) {
                for (Instant seen : touched) {
                    if (!seen.isBefore(settled)) {
                        verdicts.add(oracle.isMember(key, seen, settled));
                    }
                }
                verdicts.add(oracle.isMember(key, settled, settled));
            }
            verdicts.add(oracle.isMember(key, horizons.now()));
            if (verdicts.size() == 1) {
                assertThat(Objects.requireNonNull(state.standings().get(definition.ref()))
                                .member())
                        .as("seed %d, segment %s at %s: %s", seed, key, horizons.now(), rules.get(key))
                        .isEqualTo(verdicts.iterator().next());
            }
        }
    }

    @Test
    void changesByTheClockCarryTheInstantOfTheRuleNotOfTheSweep() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Cases cases = new Cases(seed);
            Map<String, Rule> rules = cases.rules();
            Definitions definitions = Cases.definitions(rules);
            List<Fact> facts = new ArrayList<>();
            List<Arrival> news = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Fact fact = cases.fact();
                facts.add(fact);
                news.add(cases.arrival(fact));
            }
            CustomerState state = CustomerState.fresh(cases.customer());
            Touch.of(state, definitions, Horizons.unbounded(Cases.START), news);
            Oracle oracle = new Oracle(rules, facts, Map.of());

            List<MembershipChange> late =
                    Touch.of(state, definitions, Horizons.unbounded(Cases.START.plus(Duration.ofDays(2))), List.of());

            for (MembershipChange change : late) {
                assertThat(change.cause()).isEqualTo(Cause.CLOCK);
                assertThat(oracle.isMember(change.segment(), change.effectiveAt()))
                        .as("seed %d, %s", seed, change)
                        .isEqualTo(change.entered());
                assertThat(oracle.isMember(
                                change.segment(), change.effectiveAt().minusNanos(1_000)))
                        .as("seed %d, a moment before %s", seed, change)
                        .isNotEqualTo(change.entered());
            }
        }
    }
}
