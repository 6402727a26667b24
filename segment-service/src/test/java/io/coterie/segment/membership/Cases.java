package io.coterie.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Random rules and random histories from one seed.
final class Cases {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] EVENTS = {"Order Completed", "Product Viewed"};

    private final Random random;
    private final UUID customer;

    Cases(long seed) {
        this.random = new Random(seed);
        this.customer = uuid();
    }

    UUID customer() {
        return customer;
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /// Segments `s0` to `s3`; each may refer to those before it.
    Map<String, Rule> rules() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            rules.put("s" + i, RuleParser.parse(rule(2, i)));
        }
        return rules;
    }

    static Definitions definitions(Map<String, Rule> rules) {
        List<Definition> definitions = new ArrayList<>();
        rules.forEach((key, rule) -> definitions.add(new Definition(
                new Definition.Ref(definitions.size() + 1, 1), key, rule, Reads.of(rule), Instant.EPOCH, 1)));
        return Definitions.of(1, definitions);
    }

    private JsonNode rule(int depth, int earlier) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(earlier);
        }
        return switch (random.nextInt(4)) {
            case 0 ->
                JSON.objectNode()
                        .set(
                                "all",
                                JSON.arrayNode().add(rule(depth - 1, earlier)).add(rule(depth - 1, earlier)));
            case 1 ->
                JSON.objectNode()
                        .set(
                                "any",
                                JSON.arrayNode().add(rule(depth - 1, earlier)).add(rule(depth - 1, earlier)));
            case 2 ->
                JSON.objectNode()
                        .set(
                                "none",
                                JSON.arrayNode().add(rule(depth - 1, earlier)).add(rule(depth - 1, earlier)));
            default -> JSON.objectNode().set("not", rule(depth - 1, earlier));
        };
    }

    private JsonNode leaf(int earlier) {
        var leaf = JSON.objectNode();
        switch (random.nextInt(earlier > 0 ? 5 : 4)) {
            case 0 -> leaf.put("event", event()).put("aggregate", "count").put(bound(), random.nextInt(4));
            case 1 ->
                leaf.put("event", event())
                        .put("aggregate", "sum")
                        .put("property", "total")
                        .put(bound(), random.nextInt(60));
            case 2 -> leaf.put("feedback", "nps").put("aggregate", "last").put(bound(), random.nextInt(11));
            case 3 -> {
                return leaf.put("trait", "country").put(random.nextBoolean() ? "is" : "isNot", "DE");
            }
            default -> {
                return leaf.put("segment", "s" + random.nextInt(earlier));
            }
        }
        if (random.nextInt(4) > 0) {
            leaf.put("within", Duration.ofMinutes(1 + random.nextInt(120)).toString());
        }
        return leaf;
    }

    private String event() {
        return EVENTS[random.nextInt(EVENTS.length)];
    }

    private String bound() {
        return new String[] {"gt", "gte", "lt", "lte", "is"}[random.nextInt(5)];
    }

    /// Facts around the first hours, some equal in time, some in the future of their arrival.
    Fact fact() {
        Instant at = START.plus(Duration.ofMinutes(random.nextInt(240)));
        if (random.nextInt(4) == 0) {
            return new Fact.Answer(uuid(), 1, at, "survey", JSON.objectNode().put("nps", random.nextInt(11)));
        }
        return new Fact.Behaviour(
                uuid(), at, event(), JSON.objectNode().put("total", BigDecimal.valueOf(random.nextInt(3000), 2)));
    }

    Profile profile(long version) {
        return new Profile(version, null, JSON.objectNode().put("country", random.nextBoolean() ? "DE" : "AT"));
    }

    Arrival arrival(Fact fact) {
        return new Arrival.OfFact(fact.id(), customer, Origin.first(fact.id()), random.nextInt(4) == 0, fact);
    }

    Arrival arrival(Profile profile) {
        UUID id = uuid();
        return new Arrival.OfProfile(id, customer, Origin.first(id), false, profile);
    }

    Random random() {
        return random;
    }
}
