package io.coterie.bench.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.bench.report.Measure;
import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Profile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// How many rules of eight leaves one core evaluates in a second, at customers of fifty behaviours and three answers
/// who are decoded already, one after the other. Half of them are asked for every leaf. Verdict and next change are
/// used.
final class EvaluationRate {
    private static final int CUSTOMERS = 2_000;
    private static final int RULES = 50;
    private static final int BEHAVIOURS = 50;
    private static final int ANSWERS = 3;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final double TARGET = 1e6;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final String[] EVENTS = {
        "Order Completed", "Product Viewed", "Order Completed", "Product Viewed", "Email Opened"
    };

    private final Random random = new Random(42);
    private final Definitions definitions = Rules.eightLeavesEach(RULES);
    private final List<Definition> rules = definitions.inOrder();
    private final List<Profile> profiles = new ArrayList<>();
    private final List<List<Fact>> facts = new ArrayList<>();
    private final List<Circumstances> customers = new ArrayList<>();
    private long decided;

    List<Measure> measures() {
        for (int i = 0; i < CUSTOMERS; i++) {
            profiles.add(profile(i));
            facts.add(facts());
            customers.add(circumstances(new CustomerFacts(profiles.get(i), facts.get(i))));
        }
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            perSecond(RULES, this::allRules);
            perSecond(1, this::oneRule);
        }
        Measure all = new Measure("rules evaluated, one core, 50 a customer", perSecond(RULES, this::allRules), "/s");
        return List.of(
                all,
                new Measure("rules evaluated / target of 1,000,000", all.value() / TARGET, ""),
                new Measure("one rule a customer", perSecond(1, this::oneRule), "/s"),
                new Measure("50 a customer, facts made ready anew", perSecond(RULES, this::anew), "/s"),
                new Measure("(what was decided, so that nothing is left out)", decided & 0xffff, ""));
    }

    /// By the time that this thread had a core for itself: others may want it, too.
    private double perSecond(int rulesEach, Runnable round) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        long spent = 0;
        long rounds = 0;
        while (spent < ROUND.toNanos()) {
            round.run();
            rounds++;
            spent = threads.getCurrentThreadCpuTime() - begun;
        }
        return (double) rounds * CUSTOMERS * rulesEach / (spent / 1e9);
    }

    private void allRules() {
        customers.forEach(this::evaluateAll);
    }

    /// Other customers' facts come between: most of what is read is in no cache of the processor.
    private void oneRule() {
        customers.forEach(customer -> evaluate(rules.getFirst(), customer));
    }

    /// As after news of each customer: nothing that was picked out of the facts is kept.
    private void anew() {
        for (int i = 0; i < CUSTOMERS; i++) {
            evaluateAll(circumstances(new CustomerFacts(profiles.get(i), facts.get(i))));
        }
    }

    private void evaluateAll(Circumstances customer) {
        for (Definition rule : rules) {
            evaluate(rule, customer);
        }
    }

    private void evaluate(Definition rule, Circumstances customer) {
        Verdict verdict = definitions.evaluate(rule, customer);
        decided = (decided * 31) + verdict.next() + (verdict.holds() ? 1 : 0);
    }

    private static Circumstances circumstances(CustomerFacts facts) {
        long now = Micros.of(NOW);
        return new Circumstances(facts, key -> Standing.OUTSIDE, ZoneOffset.UTC, now, now);
    }

    private Profile profile(int number) {
        ObjectNode traits = JsonNodeFactory.instance.objectNode();
        traits.put("tier", number % 2 == 0 ? "gold" : "none")
                .put("country", "DE")
                .put("age", random.nextInt(80));
        return new Profile(1, null, null, traits);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>(BEHAVIOURS + ANSWERS);
        for (int i = 0; i < BEHAVIOURS; i++) {
            JsonNode properties = JsonNodeFactory.instance
                    .objectNode()
                    .put("total", BigDecimal.valueOf(1_000 + random.nextInt(9_000), 2))
                    .put("currency", "EUR");
            facts.add(new Fact.Behaviour(id(), time(), EVENTS[i % EVENTS.length], properties));
        }
        for (int i = 0; i < ANSWERS; i++) {
            JsonNode scores = JsonNodeFactory.instance.objectNode().put("nps", 1 + random.nextInt(10));
            facts.add(new Fact.Answer(id(), 1, time(), "survey", scores, Set.of()));
        }
        return facts;
    }

    private Instant time() {
        return NOW.minus(Duration.ofMinutes(random.nextInt(300 * 24 * 60)));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
