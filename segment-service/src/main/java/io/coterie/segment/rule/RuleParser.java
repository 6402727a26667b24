package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a rule from its canonical JSON. Unknown fields, wrong types and impossible comparisons are refused with the
/// JSON pointer of the offending node.
public final class RuleParser {
    private static final int DEEPEST = 20;
    private static final int MOST_NODES = 200;
    private static final Set<String> METRICS = Set.of("nps", "csat", "ces", "rating");
    private static final List<String> GROUPS = List.of("all", "any", "none", "not");

    private int nodes;

    private RuleParser() {}

    /// @throws InvalidRule where the JSON is no rule
    public static Rule parse(JsonNode json) {
        return new RuleParser().node(json, "", 0);
    }

    private Rule node(JsonNode json, String pointer, int depth) {
        if (!json.isObject()) {
            throw new InvalidRule(pointer, "an object");
        }
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            throw new InvalidRule(pointer, "at most " + MOST_NODES + " nodes, " + DEEPEST + " deep");
        }
        for (String group : GROUPS) {
            if (json.has(group)) {
                onlyFields(json, pointer, Set.of(group));
                return group(group, json.get(group), pointer, depth);
            }
        }
        return leaf(json, pointer);
    }

    private Rule group(String name, JsonNode value, String pointer, int depth) {
        String inside = pointer + "/" + name;
        return switch (name) {
            case "all" -> new Rule.All(pointer, parts(value, inside, depth));
            case "any" -> new Rule.Any(pointer, parts(value, inside, depth));
            case "none" -> new Rule.None(pointer, parts(value, inside, depth));
            default -> new Rule.Not(pointer, node(value, inside, depth + 1));
        };
    }

    private List<Rule> parts(JsonNode value, String pointer, int depth) {
        if (!value.isArray() || value.isEmpty()) {
            throw new InvalidRule(pointer, "a list of at least one rule");
        }
        List<Rule> parts = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            parts.add(node(value.get(i), pointer + "/" + i, depth + 1));
        }
        return List.copyOf(parts);
    }

    private static Rule leaf(JsonNode json, String pointer) {
        if (json.has("trait")) {
            onlyFields(json, pointer, Set.of("trait"));
            Comparison comparison = ComparisonParser.parse(json, pointer, ComparisonParser.ALL);
            return new Rule.Trait(pointer, text(json, "trait", pointer), comparison);
        }
        if (json.has("event")) {
            return behaviour(json, pointer);
        }
        if (json.has("feedback")) {
            return feedback(json, pointer);
        }
        if (json.has("segment")) {
            onlyFields(json, pointer, Set.of("segment"));
            refuseComparison(json, pointer);
            return new Rule.Segment(pointer, text(json, "segment", pointer));
        }
        throw new InvalidRule(pointer, "one of all, any, none, not, trait, event, feedback, segment");
    }

    private static Rule behaviour(JsonNode json, String pointer) {
        onlyFields(json, pointer, Set.of("event", "where", "within", "aggregate", "property"));
        return new Rule.Behaviour(
                pointer,
                text(json, "event", pointer),
                where(json.path("where"), pointer + "/where"),
                within(json, pointer),
                aggregate(json, pointer),
                ComparisonParser.parse(json, pointer, ComparisonParser.NUMERIC));
    }

    private static Rule.Aggregate aggregate(JsonNode json, String pointer) {
        String name = text(json, "aggregate", pointer);
        return switch (name) {
            case "count" -> {
                if (json.has("property")) {
                    throw new InvalidRule(pointer + "/property", "no property, for count counts events");
                }
                yield new Rule.Aggregate.Count();
            }
            case "sum" -> new Rule.Aggregate.Sum(text(json, "property", pointer));
            default -> throw new InvalidRule(pointer + "/aggregate", "count or sum");
        };
    }

    private static Rule feedback(JsonNode json, String pointer) {
        onlyFields(json, pointer, Set.of("feedback", "aggregate", "survey", "within"));
        String metric = text(json, "feedback", pointer);
        if (!METRICS.contains(metric)) {
            throw new InvalidRule(
                    pointer + "/feedback", "one of " + METRICS.stream().sorted().toList());
        }
        if (!"last".equals(text(json, "aggregate", pointer))) {
            throw new InvalidRule(pointer + "/aggregate", "last");
        }
        String survey = json.has("survey") ? text(json, "survey", pointer) : null;
        Comparison comparison = ComparisonParser.parse(json, pointer, ComparisonParser.NUMERIC);
        return new Rule.Feedback(pointer, metric, survey, within(json, pointer), comparison);
    }

    private static List<Rule.PropertyTest> where(JsonNode json, String pointer) {
        if (json.isMissingNode()) {
            return List.of();
        }
        if (!json.isArray()) {
            throw new InvalidRule(pointer, "a list of property tests");
        }
        List<Rule.PropertyTest> tests = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            String at = pointer + "/" + i;
            JsonNode test = json.get(i);
            onlyFields(test, at, Set.of("property"));
            tests.add(new Rule.PropertyTest(
                    text(test, "property", at), ComparisonParser.parse(test, at, ComparisonParser.ALL)));
        }
        return List.copyOf(tests);
    }

    private static @Nullable Duration within(JsonNode json, String pointer) {
        if (!json.has("within")) {
            return null;
        }
        try {
            Duration within = Duration.parse(text(json, "within", pointer));
            if (within.isPositive()) {
                return within;
            }
        } catch (DateTimeParseException broken) {
            // falls through to the one refusal
        }
        throw new InvalidRule(
                pointer + "/within", "a positive ISO-8601 duration in days or less, such as P30D or PT4H");
    }

    private static String text(JsonNode json, String field, String pointer) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidRule(pointer + "/" + field, "a string that is not blank");
        }
        return value.textValue();
    }

    private static void refuseComparison(JsonNode json, String pointer) {
        for (String operator : ComparisonParser.ALL) {
            if (json.has(operator)) {
                throw new InvalidRule(pointer + "/" + operator, "no comparison beside a segment");
            }
        }
    }

    private static void onlyFields(JsonNode json, String pointer, Set<String> known) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !ComparisonParser.ALL.contains(name)) {
                throw new InvalidRule(
                        pointer + "/" + name,
                        "no such field; known here: " + known.stream().sorted().toList());
            }
        });
        if (GROUPS.containsAll(known) && json.size() > 1) {
            throw new InvalidRule(pointer, "nothing beside " + known);
        }
    }
}
