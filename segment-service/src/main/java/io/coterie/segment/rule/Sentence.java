package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A rule as one English sentence, for people who did not write it.
public final class Sentence {
    private Sentence() {}

    public static String of(Rule rule) {
        return "Customers where " + clause(rule) + ".";
    }

    /// One node, without the frame of a sentence.
    public static String clause(Rule rule) {
        return switch (rule) {
            case Rule.All(var _, var parts) -> joined(parts, " and ");
            case Rule.Any(var _, var parts) -> joined(parts, " or ");
            case Rule.None(var _, var parts) -> "not (" + joined(parts, " or ") + ")";
            case Rule.Not(var _, var part) -> "not " + bracketed(part);
            case Rule.Trait(var _, var path, var comparison) -> path + " " + words(comparison);
            case Rule.Behaviour behaviour -> behaviour(behaviour);
            case Rule.Feedback(var _, var metric, var survey, var within, var comparison) ->
                "the last " + metric + (survey == null ? "" : " of survey \"" + survey + "\"") + window(within) + " "
                        + words(comparison);
            case Rule.Segment(var _, var key) -> "they are in segment \"" + key + "\"";
        };
    }

    private static String behaviour(Rule.Behaviour leaf) {
        String events = "\"" + leaf.event() + "\"" + where(leaf.where()) + window(leaf.within());
        return switch (leaf.aggregate()) {
            case Rule.Aggregate.Count() -> "the number of " + events + " " + words(leaf.comparison());
            case Rule.Aggregate.Sum(var property) ->
                "the sum of " + property + " over " + events + " " + words(leaf.comparison());
        };
    }

    private static String where(List<Rule.PropertyTest> tests) {
        return tests.isEmpty()
                ? ""
                : tests.stream()
                        .map(test -> test.property() + " " + words(test.comparison()))
                        .collect(Collectors.joining(" and ", " with ", ""));
    }

    private static String joined(List<Rule> parts, String conjunction) {
        return parts.stream().map(Sentence::bracketed).collect(Collectors.joining(conjunction));
    }

    private static String bracketed(Rule rule) {
        boolean plain = rule instanceof Rule.Leaf || rule instanceof Rule.Not || rule instanceof Rule.None;
        return plain ? clause(rule) : "(" + clause(rule) + ")";
    }

    /// What is asked of the value.
    public static String words(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Is(var value) -> "is " + value(value);
            case Comparison.IsNot(var value) -> "is not " + value(value);
            case Comparison.In(var values) -> "is one of " + values(values);
            case Comparison.NotIn(var values) -> "is none of " + values(values);
            case Comparison.Contains(var value) -> "contains " + value(value);
            case Comparison.StartsWith(var prefix) -> "starts with \"" + prefix + "\"";
            case Comparison.EndsWith(var suffix) -> "ends with \"" + suffix + "\"";
            case Comparison.GreaterThan(var bound) -> "is more than " + bound.toPlainString();
            case Comparison.AtLeast(var bound) -> "is at least " + bound.toPlainString();
            case Comparison.LessThan(var bound) -> "is less than " + bound.toPlainString();
            case Comparison.AtMost(var bound) -> "is at most " + bound.toPlainString();
            case Comparison.Between(var low, var high) ->
                "is between " + low.toPlainString() + " and " + high.toPlainString();
            case Comparison.Exists(var expected) -> expected ? "is known" : "is not known";
        };
    }

    private static String values(List<JsonNode> values) {
        return values.stream().map(Sentence::value).collect(Collectors.joining(", "));
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? "\"" + value.textValue() + "\"" : value.asText();
    }

    private static String window(@Nullable Duration within) {
        return within == null ? "" : " in the last " + words(within);
    }

    private static String words(Duration duration) {
        String days = unit(duration.toDays(), "day");
        String hours = unit(duration.toHoursPart(), "hour");
        String minutes = unit(duration.toMinutesPart(), "minute");
        String seconds = unit(duration.toSecondsPart(), "second");
        return List.of(days, hours, minutes, seconds).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String unit(long amount, String name) {
        return amount == 0 ? "" : amount == 1 ? "1 " + name : amount + " " + name + "s";
    }
}
