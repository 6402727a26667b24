package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Source;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing that only time brings about is decided before the facts that could prevent it are there.
class LaggingSourcesTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final String BOUGHT = """
            {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "PT4H"}""";
    private static final String HAPPY = """
            {"feedback": "nps", "aggregate": "last", "gte": 9, "within": "PT4H"}""";

    private final UUID customer = Ids.next();
    private final CustomerState state = CustomerState.fresh(customer);
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<MembershipChange> history = new ArrayList<>();
    private Instant customers = Instant.MAX;
    private Instant feedback = Instant.MAX;

    @Test
    void aFactOnItsWayPreventsALeave() {
        segment("bought", BOUGHT);
        at("10:00", purchase("10:00"));
        customers = time("13:50");
        at("14:30");
        assertThat(history)
                .as("the clock has passed 14:00")
                .extracting(MembershipChange::entered)
                .containsExactly(true);

        at("14:31", purchase("13:00"));
        customers = time("14:32");
        at("14:33");

        assertThat(history).as("nobody left").hasSize(1);
        assertThat(next("bought")).isEqualTo(time("17:00"));
    }

    @Test
    void whenTheFactsAreThereALeaveHappensAtItsInstantAndIsRecordedLater() {
        segment("bought", BOUGHT);
        at("10:00", purchase("10:00"));
        customers = time("14:00");
        at("14:30");
        assertThat(history).as("a fact of 14:00 itself may be missing").hasSize(1);
        customers = time("14:00").plus(1, ChronoUnit.MICROS);
        at("14:31");

        MembershipChange left = history.getLast();
        assertThat(left.entered()).isFalse();
        assertThat(left.cause()).isEqualTo(Cause.CLOCK);
        assertThat(left.effectiveAt()).isEqualTo(time("14:00"));
        assertThat(left.recordedAt()).isEqualTo(time("14:31"));
    }

    @Test
    void otherNewsDoNotDecideWhatWaits() {
        segment("bought-in-germany", """
                {"all": [%s, {"trait": "country", "is": "DE"}]}""".formatted(BOUGHT));
        at("10:00", purchase("10:00"), profile(1, "DE"));
        customers = time("13:50");

        at("14:30", profile(2, "DE"));
        at("14:31", purchase("13:00"));

        assertThat(history).hasSize(1);
    }

    @Test
    void newsFlipAtOnceHoweverFarTheSourceLags() {
        segment("bought-in-germany", """
                {"all": [%s, {"trait": "country", "is": "DE"}]}""".formatted(BOUGHT));
        customers = time("08:00");
        at("10:00", purchase("10:00"));
        at("11:00", profile(1, "DE"));
        at("12:00", profile(2, "AT"));

        assertThat(history).extracting(MembershipChange::effectiveAt).containsExactly(time("11:00"), time("12:00"));
        assertThat(history).extracting(MembershipChange::cause).containsExactly(Cause.PROFILE, Cause.PROFILE);
    }

    @Test
    void whatDidNotHappenIsKnownOnlyOnceEverythingThatHappenedIs() {
        segment("silent", """
                {"all": [{"event": "Order Completed", "aggregate": "count", "gte": 1}, {"not": %s}]}""".formatted(BOUGHT));
        at("10:00", purchase("10:00"));
        customers = time("13:59");
        at("15:00", purchase("09:00"));
        assertThat(history).isEmpty();

        customers = time("15:00");
        at("15:01");

        assertThat(history).extracting(MembershipChange::effectiveAt).containsExactly(time("14:00"));
    }

    @Test
    void aFactThatIsTooOldByTheClockLetsNobodyInWhileTimeWaits() {
        segment("bought", BOUGHT);
        customers = time("02:00");
        at("10:00", profile(1, "DE"));

        at("10:01", purchase("05:00"));
        customers = time("08:00");
        at("10:02");
        customers = time("10:02");
        at("10:03");

        assertThat(history).isEmpty();
    }

    @Test
    void aSilentSourceHoldsOnlyTheRulesThatReadIt() {
        segment("bought", BOUGHT);
        segment("happy", HAPPY);
        segment("either", "{\"any\": [{\"segment\": \"bought\"}, {\"segment\": \"happy\"}]}");
        at("10:00", purchase("10:00"), answer("10:10", 10));
        at("10:10");
        feedback = time("13:30");

        at("15:00");

        assertThat(left("bought")).containsExactly(time("14:00"));
        assertThat(left("happy")).isEmpty();
        assertThat(left("either")).isEmpty();
    }

    /// What a segment refers to may have moved on; the segment still goes through every instant.
    @Test
    void aSegmentThatWaitsLongerThanTheOneItRefersToFlipsAtTheExactInstants() {
        segment("bought", BOUGHT);
        segment("happy", HAPPY);
        segment("both", "{\"all\": [{\"segment\": \"bought\"}, {\"segment\": \"happy\"}]}");
        segment("unhappy-buyer", "{\"all\": [{\"segment\": \"bought\"}, {\"not\": {\"segment\": \"happy\"}}]}");
        at("10:00", purchase("10:00"), answer("09:00", 10));
        feedback = time("12:00");
        at("15:00");
        assertThat(left("bought")).containsExactly(time("14:00"));
        assertThat(left("both")).isEmpty();

        feedback = time("15:00");
        at("15:01");

        assertThat(left("both")).containsExactly(time("13:00"));
        assertThat(entered("unhappy-buyer")).containsExactly(time("13:00"));
        assertThat(left("unhappy-buyer")).containsExactly(time("14:00"));
    }

    @Test
    void aWatermarkThatReadsLowerThanBeforeBringsNothingBack() {
        segment("bought", BOUGHT);
        at("10:00", purchase("10:00"));
        at("14:00");
        customers = time("13:00");

        at("14:01", purchase("02:00"));

        assertThat(history).extracting(MembershipChange::entered).containsExactly(true, false);
    }

    @Test
    void dueInstantsStandApartBySources() {
        segment("bought", BOUGHT);
        segment("happy", HAPPY);
        segment("both", "{\"all\": [{\"segment\": \"bought\"}, {\"segment\": \"happy\"}]}");
        at("10:10", purchase("10:00"), answer("10:10", 10));

        assertThat(state.due().values()).containsExactlyInAnyOrder(time("14:00"), time("14:10"), time("14:00"));
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /// Facts are recorded when they happen and arrive in any order; the watermark stays behind the oldest that was on
    /// its way before this turn. No leave is ever recorded that a fact forbids, nor an enter of those who did
    /// something.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noFlipByTheClockIsEverFalse(long seed) {
        Random random = new Random(seed);
        segment("bought", BOUGHT);
        segment("idle", "{\"not\": " + BOUGHT + "}");
        List<Fact> onTheirWay = new ArrayList<>();
        List<Fact> all = new ArrayList<>();
        Instant now = TEN;
        for (int step = 0; step < 40; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(60)));
            if (random.nextInt(3) == 0) {
                Fact fact = fact(now);
                onTheirWay.add(fact);
                all.add(fact);
            }
            customers = onTheirWay.stream()
                    .map(Fact::at)
                    .min(Comparator.naturalOrder())
                    .orElse(now);
            List<Arrival> news = new ArrayList<>();
            if (!onTheirWay.isEmpty() && random.nextBoolean()) {
                news.add(arrival(onTheirWay.remove(random.nextInt(onTheirWay.size()))));
            }
            if (random.nextInt(4) == 0) {
                news.add(profile(step + 1, "DE").getFirst());
            }
            touch(now, news);
        }

        for (MembershipChange change : history) {
            if (change.cause() == Cause.CLOCK) {
                boolean idle = all.stream().noneMatch(fact -> isInWindow(fact, change.effectiveAt()));
                assertThat(idle).as("seed %d: %s", seed, change).isTrue();
                assertThat(change.entered()).isEqualTo(change.segment().equals("idle"));
            }
        }
    }

    private static boolean isInWindow(Fact fact, Instant instant) {
        return !fact.at().isAfter(instant) && fact.at().isAfter(instant.minus(Duration.ofHours(4)));
    }

    private void segment(String key, String rule) {
        try {
            rules.put(key, RuleParser.parse(JsonSettings.mapper().readTree(rule)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final void at(String time, List<Arrival>... news) {
        touch(time(time), List.of(news).stream().flatMap(List::stream).toList());
    }

    private void touch(Instant now, List<Arrival> news) {
        Definitions definitions = definitions(rules);
        Horizons horizons = new Horizons(now, Map.of(Source.CUSTOMER, customers, Source.FEEDBACK, feedback));
        history.addAll(Touch.of(state, definitions, horizons, news));
    }

    private List<Instant> left(String segment) {
        return flips(segment, false);
    }

    private List<Instant> entered(String segment) {
        return flips(segment, true);
    }

    private List<Instant> flips(String segment, boolean entered) {
        return history.stream()
                .filter(change -> change.segment().equals(segment) && change.entered() == entered)
                .map(MembershipChange::effectiveAt)
                .toList();
    }

    private Instant next(String segment) {
        var ref = definitions(rules).active(segment).orElseThrow().ref();
        return Objects.requireNonNull(state.standings().get(ref)).next();
    }

    private List<Arrival> purchase(String time) {
        return List.of(arrival(fact(time(time))));
    }

    private static Definitions definitions(Map<String, Rule> rules) {
        List<Definition> definitions = new ArrayList<>();
        rules.forEach((key, rule) -> definitions.add(new Definition(
                new Definition.Ref(definitions.size() + 1, 1), key, rule, Reads.of(rule), Instant.EPOCH, 1)));
        return Definitions.of(1, definitions, ZoneOffset.UTC);
    }

    private static Fact fact(Instant at) {
        return new Fact.Behaviour(Ids.next(), at, "Order Completed", JsonNodeFactory.instance.objectNode());
    }

    private List<Arrival> answer(String time, int nps) {
        return List.of(arrival(new Fact.Answer(
                Ids.next(),
                1,
                time(time),
                "survey",
                JsonNodeFactory.instance.objectNode().put("nps", nps),
                Set.of())));
    }

    private Arrival arrival(Fact fact) {
        return new Arrival.OfFact(fact.id(), customer, Origin.first(fact.id()), false, fact);
    }

    private List<Arrival> profile(long version, String country) {
        UUID id = Ids.next();
        var traits = JsonNodeFactory.instance.objectNode().put("country", country);
        return List.of(
                new Arrival.OfProfile(id, customer, Origin.first(id), false, new Profile(version, null, null, traits)));
    }

    private static Instant time(String time) {
        return Instant.parse("2026-01-15T" + time + ":00Z");
    }
}
