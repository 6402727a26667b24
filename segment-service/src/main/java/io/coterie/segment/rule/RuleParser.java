package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a rule from its canonical JSON. Unknown fields, wrong types and impossible comparisons are refused with the
/// JSON pointer of the offending node. `rule.schema.json` says the same as a JSON Schema.
public final class RuleParser {
    private static final int DEEPEST = 20;
    private static final int MOST_NODES = 200;
    private static final int MOST_TESTS = 20;
    private static final int MOST_STEPS = 10;
    private static final Set<String> METRICS = Set.of("nps", "csat", "ces", "rating", "sentiment");
    private static final List<String> GROUPS = List.of("all", "any", "none", "not");
    private static final List<String> LEAVES = List.of("trait", "event", "sequence", "feedback", "segment", "list");
    private static final Set<String> NOTHING = Set.of();

    private int nodes;

    private RuleParser() {}

    /// @throws InvalidRule where the JSON is no rule
    public static Rule parse(JsonNode json) {
        return new RuleParser().node(json, "", 0);
    }

    private Rule node(JsonNode json, String pointer, int depth) {
        Fields fields = new Fields(json, pointer);
        if (depth > DEEPEST || ++nodes > MOST_NODES) {
            throw new InvalidRule(pointer, "at most " + MOST_NODES + " nodes, " + DEEPEST + " deep");
        }
        for (String group : GROUPS) {
            if (fields.has(group)) {
                fields.only(NOTHING, group);
                return group(group, fields, depth);
            }
        }
        for (String leaf : LEAVES) {
            if (fields.has(leaf)) {
                return leaf(leaf, fields);
            }
        }
        throw new InvalidRule(pointer, "one of " + String.join(", ", GROUPS) + ", " + String.join(", ", LEAVES));
    }

    private Rule group(String name, Fields fields, int depth) {
        return switch (name) {
            case "all" -> new Rule.All(fields.pointer(), parts(fields, name, depth));
            case "any" -> new Rule.Any(fields.pointer(), parts(fields, name, depth));
            case "none" -> new Rule.None(fields.pointer(), parts(fields, name, depth));
            default -> new Rule.Not(fields.pointer(), node(fields.get(name), fields.pointer(name), depth + 1));
        };
    }

    private List<Rule> parts(Fields fields, String name, int depth) {
        JsonNode value = fields.get(name);
        if (!value.isArray() || value.isEmpty()) {
            throw fields.refused(name, "a list of at least one rule");
        }
        List<Rule> parts = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            parts.add(node(value.get(i), fields.pointer(name) + "/" + i, depth + 1));
        }
        return List.copyOf(parts);
    }

    private static Rule leaf(String name, Fields fields) {
        return switch (name) {
            case "trait" -> trait(fields);
            case "event" -> behaviour(fields);
            case "sequence" -> sequence(fields);
            case "feedback" -> feedback(fields);
            case "segment" -> new Rule.Segment(fields.pointer(), key(name, fields));
            default -> new Rule.OnList(fields.pointer(), key(name, fields));
        };
    }

    private static String key(String name, Fields fields) {
        fields.only(NOTHING, name);
        return fields.text(name);
    }

    private static Rule trait(Fields fields) {
        String path = fields.text("trait");
        if (Computed.isReserved(path)) {
            return Computed.leaf(path, fields);
        }
        if (ComparisonParser.DATES.stream().anyMatch(fields::has)) {
            fields.only(ComparisonParser.DATES, "trait");
            return new Rule.TraitDate(fields.pointer(), path, ComparisonParser.date(fields));
        }
        fields.only(ComparisonParser.ANY, "trait");
        return new Rule.Trait(fields.pointer(), path, ComparisonParser.any(fields));
    }

    private static Rule behaviour(Fields fields) {
        String aggregate = fields.text("aggregate");
        fields.only(ComparisonParser.ANY, "event", "where", "within", "from", "to", "aggregate", "property");
        return new Rule.Behaviour(
                fields.pointer(),
                pattern(fields),
                window(fields),
                aggregate(aggregate, fields),
                comparison(aggregate, fields));
    }

    private static Rule.Pattern pattern(Fields fields) {
        return new Rule.Pattern(fields.text("event"), where(fields));
    }

    private static Rule.Aggregate aggregate(String name, Fields fields) {
        return switch (name) {
            case "count" -> withoutProperty(name, fields, new Rule.Aggregate.Count());
            case "days" -> withoutProperty(name, fields, new Rule.Aggregate.Days());
            case "sinceFirst" -> withoutProperty(name, fields, new Rule.Aggregate.SinceFirst());
            case "sinceLast" -> withoutProperty(name, fields, new Rule.Aggregate.SinceLast());
            case "distinct" -> new Rule.Aggregate.Distinct(fields.text("property"));
            case "sum" -> new Rule.Aggregate.Sum(fields.text("property"));
            case "avg" -> new Rule.Aggregate.Average(fields.text("property"));
            case "min" -> new Rule.Aggregate.Smallest(fields.text("property"));
            case "max" -> new Rule.Aggregate.Largest(fields.text("property"));
            case "last" -> new Rule.Aggregate.Last(fields.text("property"));
            default ->
                throw fields.refused(
                        "aggregate", "count, sum, avg, min, max, last, distinct, days, sinceFirst or sinceLast");
        };
    }

    private static Rule.Aggregate withoutProperty(String name, Fields fields, Rule.Aggregate aggregate) {
        if (fields.has("property")) {
            throw fields.refused("property", "no property, for " + name + " looks at the events themselves");
        }
        return aggregate;
    }

    private static Comparison comparison(String aggregate, Fields fields) {
        return switch (aggregate) {
            case "count", "days", "distinct" -> ComparisonParser.count(fields);
            case "sinceFirst", "sinceLast" -> ComparisonParser.length(fields);
            case "last" -> ComparisonParser.last(fields);
            default -> ComparisonParser.number(fields);
        };
    }

    private static Rule.Window window(Fields fields) {
        if (fields.has("from") || fields.has("to")) {
            if (fields.has("within")) {
                throw fields.refused("within", "either within, or from and to");
            }
            Instant from = fields.optionalInstant("from");
            Instant to = fields.optionalInstant("to");
            if (from != null && to != null && !to.isAfter(from)) {
                throw fields.refused("to", "an instant after from");
            }
            return new Rule.Window.Between(from, to);
        }
        return fields.has("within") ? new Rule.Window.Within(fields.duration("within")) : new Rule.Window.Life();
    }

    private static Rule sequence(Fields fields) {
        fields.only(NOTHING, "sequence", "same", "within");
        JsonNode json = fields.get("sequence");
        if (!json.isArray() || json.size() < 2 || json.size() > MOST_STEPS) {
            throw fields.refused("sequence", "a list of 2 to " + MOST_STEPS + " steps");
        }
        List<Rule.Step> steps = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            steps.add(step(new Fields(json.get(i), fields.pointer("sequence") + "/" + i), i == 0));
        }
        return new Rule.Sequence(
                fields.pointer(), List.copyOf(steps), fields.optionalText("same"), fields.optionalDuration("within"));
    }

    private static Rule.Step step(Fields fields, boolean first) {
        if (first) {
            fields.only(NOTHING, "event", "where");
            return new Rule.Step(pattern(fields), false, null);
        }
        if (!fields.has("not")) {
            fields.only(NOTHING, "event", "where", "within");
            return new Rule.Step(pattern(fields), false, fields.optionalDuration("within"));
        }
        fields.only(NOTHING, "not", "within");
        Duration within = fields.duration("within");
        Fields negated = new Fields(fields.get("not"), fields.pointer("not"));
        negated.only(NOTHING, "event", "where");
        return new Rule.Step(pattern(negated), true, within);
    }

    private static Rule feedback(Fields fields) {
        fields.only(ComparisonParser.NUMERIC, "feedback", "aggregate", "survey", "theme", "within");
        String metric = fields.text("feedback");
        if (!METRICS.contains(metric)) {
            throw fields.refused(
                    "feedback", "one of " + METRICS.stream().sorted().toList());
        }
        String aggregate = fields.text("aggregate");
        @Nullable Duration within = fields.optionalDuration("within");
        return new Rule.Feedback(
                fields.pointer(),
                metric,
                fields.optionalText("survey"),
                fields.optionalText("theme"),
                within == null ? new Rule.Window.Life() : new Rule.Window.Within(within),
                switch (aggregate) {
                    case "last" -> new Rule.Aggregate.Last(metric);
                    case "avg" -> new Rule.Aggregate.Average(metric);
                    case "min" -> new Rule.Aggregate.Smallest(metric);
                    case "max" -> new Rule.Aggregate.Largest(metric);
                    case "count" -> new Rule.Aggregate.Count();
                    default -> throw fields.refused("aggregate", "last, avg, min, max or count");
                },
                score(metric, aggregate, fields));
    }

    private static Comparison score(String metric, String aggregate, Fields fields) {
        if (aggregate.equals("count")) {
            return ComparisonParser.count(fields);
        }
        return metric.equals("nps")
                ? ComparisonParser.between(fields, BigDecimal.ZERO, BigDecimal.TEN)
                : ComparisonParser.number(fields);
    }

    private static List<Rule.PropertyTest> where(Fields fields) {
        if (!fields.has("where")) {
            return List.of();
        }
        JsonNode json = fields.get("where");
        if (!json.isArray() || json.size() > MOST_TESTS) {
            throw fields.refused("where", "a list of at most " + MOST_TESTS + " property tests");
        }
        List<Rule.PropertyTest> tests = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            Fields test = new Fields(json.get(i), fields.pointer("where") + "/" + i);
            test.only(ComparisonParser.ANY, "property");
            tests.add(new Rule.PropertyTest(test.text("property"), ComparisonParser.any(test)));
        }
        return List.copyOf(tests);
    }
}
