package io.coterie.segment.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Counts at how many customers each name and each value was seen.
final class Sightings {
    private static final int MOST_NAMES = 500;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 100;
    /// Values of fewer customers are not shown.
    private static final int FEW = 3;
    private static final int DEEPEST = 3;

    private final Map<String, Name> traits = new HashMap<>();
    private final Map<String, Event> events = new HashMap<>();
    private final Map<String, Metric> metrics = new HashMap<>();
    private int customers;

    private static final class Event {
        private final Map<String, Name> properties = new HashMap<>();
        private int customers;
    }

    private static final class Metric {
        private final Map<String, Integer> surveys = new HashMap<>();
        private final Map<String, Integer> themes = new HashMap<>();
        private int customers;
    }

    private static final class Name {
        private final Map<String, Integer> types = new HashMap<>();
        private final Map<JsonNode, Integer> values = new HashMap<>();
        private int customers;

        /// The different values that one customer has.
        private void seen(Set<JsonNode> ofOneCustomer) {
            customers++;
            for (JsonNode value : ofOneCustomer) {
                types.merge(type(value), 1, Integer::sum);
                if (value.isValueNode() && value.asText().length() <= LONGEST_VALUE) {
                    values.merge(value, 1, Integer::sum);
                }
            }
        }

        private static String type(JsonNode value) {
            return switch (value.getNodeType()) {
                case STRING -> "string";
                case NUMBER -> "number";
                case BOOLEAN -> "boolean";
                case ARRAY -> "list";
                default -> "object";
            };
        }
    }

    /// What one customer has, did and said.
    void add(Profile profile, Collection<Fact> facts) {
        customers++;
        Map<String, Set<JsonNode>> ofTraits = new HashMap<>();
        flatten("", profile.traits(), 1, ofTraits);
        note(ofTraits, traits);

        Map<String, Map<String, Set<JsonNode>>> ofEvents = new HashMap<>();
        Map<String, Set<Fact.Answer>> answers = new HashMap<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Behaviour behaviour ->
                    flatten(
                            "",
                            behaviour.values(),
                            DEEPEST,
                            ofEvents.computeIfAbsent(behaviour.event(), name -> new HashMap<>()));
                case Fact.Answer answer ->
                    answer.values()
                            .fieldNames()
                            .forEachRemaining(metric -> answers.computeIfAbsent(metric, name -> new HashSet<>())
                                    .add(answer));
            }
        }
        ofEvents.forEach((name, properties) -> {
            Event event = events.computeIfAbsent(name, first -> new Event());
            event.customers++;
            note(properties, event.properties);
        });
        answers.forEach((name, given) -> {
            Metric metric = metrics.computeIfAbsent(name, first -> new Metric());
            metric.customers++;
            given.stream()
                    .map(Fact.Answer::survey)
                    .distinct()
                    .forEach(survey -> metric.surveys.merge(survey, 1, Integer::sum));
            given.stream()
                    .flatMap(answer -> answer.themes().stream())
                    .distinct()
                    .forEach(theme -> metric.themes.merge(theme, 1, Integer::sum));
        });
    }

    private static void note(Map<String, Set<JsonNode>> ofOneCustomer, Map<String, Name> names) {
        ofOneCustomer.forEach((name, values) ->
                names.computeIfAbsent(name, first -> new Name()).seen(values));
    }

    /// Traits are found by paths, properties by their names alone.
    private static void flatten(String prefix, JsonNode node, int depth, Map<String, Set<JsonNode>> into) {
        node.properties().forEach(field -> {
            String path = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && depth < DEEPEST) {
                flatten(path + ".", value, depth + 1, into);
            } else if (!value.isNull()) {
                into.computeIfAbsent(path, name -> new HashSet<>()).add(value);
            }
        });
    }

    int customers() {
        return customers;
    }

    List<Vocabulary.Named> traits() {
        return named(traits);
    }

    List<Vocabulary.Event> events() {
        return most(events.entrySet().stream(), event -> event.getValue().customers, Map.Entry::getKey, MOST_NAMES)
                .map(event -> new Vocabulary.Event(
                        event.getKey(), event.getValue().customers, named(event.getValue().properties)))
                .toList();
    }

    List<Vocabulary.Metric> metrics() {
        return most(metrics.entrySet().stream(), metric -> metric.getValue().customers, Map.Entry::getKey, MOST_NAMES)
                .map(metric -> new Vocabulary.Metric(
                        metric.getKey(),
                        metric.getValue().customers,
                        frequent(metric.getValue().surveys, MOST_NAMES),
                        frequent(metric.getValue().themes, MOST_NAMES)))
                .toList();
    }

    private static List<Vocabulary.Named> named(Map<String, Name> names) {
        return most(names.entrySet().stream(), name -> name.getValue().customers, Map.Entry::getKey, MOST_NAMES)
                .map(name -> new Vocabulary.Named(
                        name.getKey(),
                        frequent(name.getValue().types, MOST_NAMES),
                        name.getValue().customers,
                        values(name.getValue())))
                .toList();
    }

    private static List<JsonNode> values(Name name) {
        return most(
                        name.values.entrySet().stream().filter(value -> value.getValue() >= FEW),
                        Map.Entry::getValue,
                        value -> value.getKey().asText(),
                        MOST_VALUES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> frequent(Map<String, Integer> counts, int most) {
        return most(counts.entrySet().stream(), Map.Entry::getValue, Map.Entry::getKey, most)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static <T> Stream<T> most(Stream<T> all, Function<T, Integer> count, Function<T, String> name, int most) {
        return all.sorted(Comparator.comparing(count).reversed().thenComparing(name))
                .limit(most);
    }
}
