package io.coterie.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Source;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Listing;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rfm.Mode;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rfm.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Random rules and random histories from one seed, around an hour at which the clocks of Europe change. All times are
/// whole minutes, and few, so that much falls together.
final class Cases {
    static final Instant START = Instant.parse("2026-03-28T21:00:00Z");
    static final ZoneId INSTALLATION = ZoneId.of("Europe/Vienna");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] EVENTS = {"Order Completed", "Product Viewed"};
    private static final String[] CATEGORIES = {"shoes", "hats", "bags"};
    private static final String[] LISTS = {"vip", "press"};
    private static final String[] ZONES = {"Europe/London", "Asia/Kathmandu", "America/New_York"};
    private static final String[] BOUNDS = {"gt", "gte", "lt", "lte", "is", "isNot"};
    private static final int MINUTES = 240;

    private final Random random;
    /// Of scores alone, so that everything else stays as it was without them.
    private final Random scorer;
    /// One seed of four has none: what is rare without scores is rarer with them.
    private final boolean scored;
    /// Of lists alone, so that everything else stays as it was without them.
    private final Random curator;
    private final UUID customer;
    private final List<Fact> known = new ArrayList<>();

    Cases(long seed) {
        this.random = new Random(seed);
        this.scorer = new Random(seed * 0x9E3779B97F4A7C15L);
        this.scored = seed % 4 != 0;
        this.curator = new Random(~seed);
        this.customer = uuid();
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /// Segments `s0` to `s3`, each of which may refer to those before it, and a history of some hours in which the
    /// customer acts, then one in which nothing happens but time.
    Case history() {
        return new Case(customer, rules(), random.nextInt(3) == 0 ? edit() : null, messages(false));
    }

    /// The same with sources that lag behind, until at last they have caught up.
    Case laggingHistory() {
        return new Case(customer, rules(), null, messages(true));
    }

    private Map<String, JsonNode> rules() {
        Map<String, JsonNode> rules = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            rules.put("s" + i, rule(2, i));
        }
        return rules;
    }

    private Case.Edit edit() {
        int segment = random.nextInt(4);
        Instant from = instant();
        Instant active = from.plus(Duration.ofMinutes(90 + random.nextInt(90)));
        return new Case.Edit("s" + segment, rule(2, segment), from, active);
    }

    private List<Case.Message> messages(boolean lagging) {
        List<Case.Message> messages = new ArrayList<>();
        Map<Source, Instant> watermarks = new EnumMap<>(Source.class);
        Instant now = START;
        for (int i = 0; i < 12; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(90)));
            for (Source source : Source.values()) {
                Instant complete = now.minus(Duration.ofMinutes(random.nextInt(60)));
                watermarks.merge(source, complete, (a, b) -> a.isAfter(b) ? a : b);
            }
            messages.add(new Case.Message(now, lagging ? Map.copyOf(watermarks) : null, news(i)));
        }
        messages.add(new Case.Message(now, null, List.of()));
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofHours(random.nextInt(20)));
            messages.add(new Case.Message(now, null, List.of()));
        }
        return messages;
    }

    /// New facts, old ones again, answers that were changed, a profile now and then (also an outdated one), in any
    /// order.
    private List<Arrival> news(int message) {
        List<Arrival> news = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Fact fact = fact();
            known.add(fact);
            news.add(arrival(fact));
        }
        if (random.nextBoolean()) {
            Fact again = known.get(random.nextInt(known.size()));
            if (again instanceof Fact.Answer answer && random.nextBoolean()) {
                again = changed(answer);
                known.add(again);
            }
            news.add(arrival(again));
        }
        if (random.nextInt(3) == 0) {
            news.add(arrival(profile(2L * message + 2)));
            news.add(arrival(profile(2L * message + 1)));
        }
        Collections.shuffle(news, random);
        for (String list : LISTS) {
            if (curator.nextInt(4) == 0) {
                int version = curator.nextInt(3) == 0 ? 1 + curator.nextInt(message + 1) : message + 1;
                news.add(curator.nextInt(news.size() + 1), arrival(list, version));
            }
        }
        return news;
    }

    private Fact changed(Fact.Answer answer) {
        return new Fact.Answer(
                answer.id(),
                answer.version() + 1,
                random.nextBoolean() ? answer.at() : instant(),
                answer.survey(),
                scores(),
                answer.themes());
    }

    private JsonNode scores() {
        return JSON.objectNode().put("nps", random.nextInt(11));
    }

    private JsonNode rule(int depth, int earlier) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(earlier);
        }
        String group = oneOf("all", "any", "none", "not");
        return JSON.objectNode()
                .set(
                        group,
                        group.equals("not")
                                ? rule(depth - 1, earlier)
                                : JSON.arrayNode().add(rule(depth - 1, earlier)).add(rule(depth - 1, earlier)));
    }

    private JsonNode leaf(int earlier) {
        JsonNode leaf = leafWithoutScores(earlier);
        return scored && scorer.nextInt(10) == 0 ? score() : leaf;
    }

    private JsonNode leafWithoutScores(int earlier) {
        JsonNode leaf = leafWithoutLists(earlier);
        return curator.nextInt(10) == 0 ? JSON.objectNode().put("list", LISTS[curator.nextInt(LISTS.length)]) : leaf;
    }

    private JsonNode leafWithoutLists(int earlier) {
        return switch (random.nextInt(earlier > 0 ? 10 : 9)) {
            case 0, 1, 2 -> behaviour();
            case 3, 4 -> feedback();
            case 5, 6 -> sequence();
            case 7 -> JSON.objectNode().put("trait", "country").put(oneOf("is", "isNot"), "DE");
            case 8 -> date();
            default -> JSON.objectNode().put("segment", "s" + random.nextInt(earlier));
        };
    }

    private ObjectNode behaviour() {
        ObjectNode leaf = pattern();
        String aggregate =
                oneOf("count", "sum", "avg", "min", "max", "last", "distinct", "days", "sinceFirst", "sinceLast");
        leaf.put("aggregate", aggregate);
        switch (aggregate) {
            case "count", "days" -> leaf.put(bound(), 1 + random.nextInt(3));
            case "distinct" -> leaf.put("property", oneOf("category", "total")).put(bound(), 1 + random.nextInt(3));
            case "sinceFirst", "sinceLast" -> leaf.put(oneOf("gt", "gte", "lt", "lte"), minutes(120));
            case "last" -> leaf.put("property", "category").put(oneOf("is", "isNot"), oneOf(CATEGORIES));
            default -> leaf.put("property", "total").put(bound(), random.nextInt(aggregate.equals("sum") ? 60 : 30));
        }
        return windowed(leaf);
    }

    private ObjectNode windowed(ObjectNode leaf) {
        return switch (random.nextInt(6)) {
            case 0 -> leaf;
            case 1 -> leaf.put("from", instant().toString());
            case 2 -> leaf.put("to", instant().toString());
            default -> leaf.put("within", minutes(120));
        };
    }

    private ObjectNode score() {
        ObjectNode leaf = JSON.objectNode()
                .put(
                        "trait",
                        List.of("rfm.recency", "rfm.frequency", "rfm.monetary").get(scorer.nextInt(3)));
        return switch (scorer.nextInt(3)) {
            case 0 -> leaf.put("exists", scorer.nextBoolean());
            case 1 ->
                leaf.set(
                        scorer.nextBoolean() ? "in" : "notIn",
                        JSON.arrayNode().add(1 + scorer.nextInt(5)).add(3));
            default -> leaf.put(BOUNDS[scorer.nextInt(BOUNDS.length)], 2 + scorer.nextInt(3));
        };
    }

    /// The model that one customer's rules are scored by, and the next one.
    static RfmModel model(UUID customer, int number) {
        Random random = new Random(customer.getLeastSignificantBits() + number);
        RfmSettings settings = new RfmSettings(
                EVENTS[0],
                "total",
                random.nextBoolean() ? "USD" : null,
                random.nextBoolean() ? Duration.ofMinutes(90) : null,
                random.nextBoolean() ? Mode.QUINTILE : Mode.R_PACKAGE);
        int unit = settings.mode() == Mode.QUINTILE ? 0 : -86_400;
        return new RfmModel(
                number,
                settings,
                new Thresholds(
                        ascending(random, 3_600, 60).stream()
                                .map(bound -> bound.add(BigDecimal.valueOf(unit)))
                                .toList(),
                        ascending(random, 4, 1),
                        ascending(random, 30, 1)));
    }

    private static List<BigDecimal> ascending(Random random, int most, int unit) {
        return random.ints(4, 1, most / unit + 1)
                .sorted()
                .mapToObj(bound -> BigDecimal.valueOf((long) bound * unit))
                .toList();
    }

    private ObjectNode feedback() {
        ObjectNode leaf = JSON.objectNode().put("feedback", "nps");
        String aggregate = oneOf("last", "avg", "min", "max", "count");
        leaf.put("aggregate", aggregate)
                .put(bound(), aggregate.equals("count") ? 1 + random.nextInt(2) : random.nextInt(11));
        if (random.nextInt(4) == 0) {
            leaf.put("survey", oneOf("survey", "other"));
        }
        if (random.nextInt(4) == 0) {
            leaf.put("theme", oneOf("price", "delivery"));
        }
        return random.nextInt(4) == 0 ? leaf : leaf.put("within", minutes(120));
    }

    private ObjectNode sequence() {
        var steps = JSON.arrayNode().add(pattern());
        for (int i = random.nextInt(2); i >= 0; i--) {
            if (random.nextBoolean()) {
                steps.add(JSON.objectNode().put("within", minutes(60)).set("not", pattern()));
            } else {
                ObjectNode step = pattern();
                steps.add(random.nextBoolean() ? step : step.put("within", minutes(60)));
            }
        }
        ObjectNode leaf = JSON.objectNode().set("sequence", steps);
        if (random.nextInt(3) == 0) {
            leaf.put("same", "category");
        }
        return random.nextInt(4) == 0 ? leaf : leaf.put("within", minutes(180));
    }

    private ObjectNode pattern() {
        ObjectNode pattern = JSON.objectNode().put("event", oneOf(EVENTS));
        if (random.nextInt(4) == 0) {
            pattern.set(
                    "where",
                    JSON.arrayNode()
                            .add(JSON.objectNode().put("property", "category").put("is", oneOf(CATEGORIES))));
        }
        return pattern;
    }

    private ObjectNode date() {
        ObjectNode leaf = JSON.objectNode().put("trait", "birthday");
        return switch (random.nextInt(5)) {
            case 0 ->
                leaf.put(
                        "before",
                        random.nextBoolean() ? "-" + minutes(120) : instant().toString());
            case 1 ->
                leaf.put(
                        "after", random.nextBoolean() ? minutes(120) : instant().toString());
            case 2 -> leaf.put("withinLast", minutes(120));
            case 3 -> leaf.put("withinNext", minutes(120));
            default -> leaf.put("anniversaryWithin", "P" + random.nextInt(3) + "D");
        };
    }

    private String minutes(int most) {
        return Duration.ofMinutes(1 + random.nextInt(most)).toString();
    }

    private String bound() {
        return oneOf(BOUNDS);
    }

    private String oneOf(String... some) {
        return some[random.nextInt(some.length)];
    }

    private Instant instant() {
        return START.plus(Duration.ofMinutes(random.nextInt(MINUTES)));
    }

    /// Facts around the first hours, some equal in time, some in the future of their arrival.
    private Fact fact() {
        Instant at = instant();
        if (random.nextInt(4) == 0) {
            return new Fact.Answer(
                    uuid(),
                    1,
                    at,
                    oneOf("survey", "other"),
                    scores(),
                    random.nextBoolean() ? Set.of("price") : Set.of("price", "delivery"));
        }
        ObjectNode properties = JSON.objectNode().put("total", BigDecimal.valueOf(random.nextInt(3000), 2));
        if (random.nextInt(4) > 0) {
            properties.put("category", oneOf(CATEGORIES));
        }
        if (random.nextInt(8) == 0) {
            properties.put("currency", "USD");
        }
        return new Fact.Behaviour(uuid(), at, oneOf(EVENTS), properties);
    }

    private Profile profile(long version) {
        ObjectNode traits = JSON.objectNode().put("country", oneOf("DE", "AT"));
        if (random.nextBoolean()) {
            int year = random.nextBoolean() ? 2026 : 1990;
            traits.put(
                    "birthday",
                    LocalDate.of(year, 3, 27).plusDays(random.nextInt(4)).toString());
        }
        return new Profile(version, null, random.nextBoolean() ? ZoneId.of(oneOf(ZONES)) : null, traits);
    }

    private Arrival arrival(Fact fact) {
        return new Arrival.OfFact(fact.id(), customer, Origin.first(fact.id()), random.nextInt(4) == 0, fact);
    }

    /// Versions of a list put the customer on it and take the customer off it, some again or late.
    private Arrival arrival(String list, int version) {
        boolean on = (version / 2 + list.length()) % 2 == 0;
        UUID id = new UUID(list.hashCode(), version);
        return new Arrival.OfList(id, customer, Origin.first(id), false, list, new Listing(on, version));
    }

    private Arrival arrival(Profile profile) {
        UUID id = uuid();
        return new Arrival.OfProfile(id, customer, Origin.first(id), false, profile);
    }
}
