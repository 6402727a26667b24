package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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
            case Rule.TraitDate(var _, var path, var test) -> path + " " + words(test);
            case Rule.Behaviour leaf -> subject(leaf) + " " + expectation(leaf);
            case Rule.Sequence leaf -> sequence(leaf);
            case Rule.Feedback leaf -> subject(leaf) + " " + expectation(leaf);
            case Rule.Score(var _, var dimension, var comparison, var _) ->
                "the RFM score of " + dimension.word() + " " + words(comparison);
            case Rule.Segment(var _, var key) -> "they are in segment " + quoted(key);
            case Rule.OnList(var _, var key) -> "they are on list " + quoted(key);
        };
    }

    /// What a leaf asks of the value that it observes.
    public static String expectation(Rule.Leaf leaf) {
        return switch (leaf) {
            case Rule.Trait trait -> words(trait.comparison());
            case Rule.TraitDate date -> words(date.test());
            case Rule.Behaviour(var _, var _, var _, var aggregate, var comparison) ->
                isLength(aggregate) ? words(comparison, Sentence::length) : words(comparison);
            case Rule.Sequence _ -> "has happened";
            case Rule.Feedback feedback -> words(feedback.comparison());
            case Rule.Score score -> words(score.comparison());
            case Rule.Segment _ -> "is a member";
            case Rule.OnList _ -> "is on it";
        };
    }

    private static boolean isLength(Rule.Aggregate aggregate) {
        return aggregate instanceof Rule.Aggregate.SinceFirst || aggregate instanceof Rule.Aggregate.SinceLast;
    }

    private static String subject(Rule.Behaviour leaf) {
        String events = events(leaf.pattern()) + window(leaf.window());
        return switch (leaf.aggregate()) {
            case Rule.Aggregate.Count() -> "the number of " + events;
            case Rule.Aggregate.Days() -> "the number of days with " + events;
            case Rule.Aggregate.Distinct(var property) -> "the number of different " + property + " over " + events;
            case Rule.Aggregate.Sum(var property) -> "the sum of " + property + " over " + events;
            case Rule.Aggregate.Average(var property) -> "the average " + property + " over " + events;
            case Rule.Aggregate.Smallest(var property) -> "the smallest " + property + " over " + events;
            case Rule.Aggregate.Largest(var property) -> "the largest " + property + " over " + events;
            case Rule.Aggregate.Last(var property) -> "the last " + property + " over " + events;
            case Rule.Aggregate.SinceFirst() -> "the time since the first " + events;
            case Rule.Aggregate.SinceLast() -> "the time since the last " + events;
        };
    }

    private static String subject(Rule.Feedback leaf) {
        String metric = leaf.metric();
        String answers = (leaf.survey() == null ? "" : " of survey " + quoted(leaf.survey()))
                + (leaf.theme() == null ? "" : " about " + quoted(leaf.theme()))
                + window(leaf.window());
        return switch (leaf.aggregate()) {
            case Rule.Aggregate.Count() -> "the number of " + metric + " answers" + answers;
            case Rule.Aggregate.Average _ -> "the average " + metric + answers;
            case Rule.Aggregate.Smallest _ -> "the lowest " + metric + answers;
            case Rule.Aggregate.Largest _ -> "the highest " + metric + answers;
            default -> "the last " + metric + answers;
        };
    }

    private static String sequence(Rule.Sequence leaf) {
        String first = events(leaf.steps().getFirst().pattern());
        String others = leaf.steps().stream().skip(1).map(Sentence::step).collect(Collectors.joining(" and"));
        return first + window(leaf.within()) + " was" + others
                + (leaf.same() == null ? "" : ", all with the same " + leaf.same());
    }

    private static String step(Rule.Step step) {
        return (step.negated() ? " not" : "") + " followed by " + events(step.pattern())
                + (step.within() == null ? "" : " within " + length(step.within()));
    }

    private static String events(Rule.Pattern pattern) {
        String tests = pattern.where().stream()
                .map(test -> test.property() + " " + words(test.comparison()))
                .collect(Collectors.joining(" and "));
        return quoted(pattern.event()) + (tests.isEmpty() ? "" : " with " + tests);
    }

    private static String joined(List<Rule> parts, String conjunction) {
        return parts.stream().map(Sentence::bracketed).collect(Collectors.joining(conjunction));
    }

    private static String bracketed(Rule rule) {
        boolean plain = rule instanceof Rule.Leaf || rule instanceof Rule.Not || rule instanceof Rule.None;
        return plain && !(rule instanceof Rule.Sequence) ? clause(rule) : "(" + clause(rule) + ")";
    }

    private static String words(Comparison comparison) {
        return words(comparison, BigDecimal::toPlainString);
    }

    /// @param number how to write a number
    private static String words(Comparison comparison, Function<BigDecimal, String> number) {
        return switch (comparison) {
            case Comparison.Is(var value) -> "is " + value(value);
            case Comparison.IsNot(var value) -> "is not " + value(value);
            case Comparison.In(var values) -> "is one of " + values(values);
            case Comparison.NotIn(var values) -> "is none of " + values(values);
            case Comparison.Contains(var value) -> "contains " + value(value);
            case Comparison.StartsWith(var prefix) -> "starts with " + quoted(prefix);
            case Comparison.EndsWith(var suffix) -> "ends with " + quoted(suffix);
            case Comparison.GreaterThan(var bound) -> "is more than " + number.apply(bound);
            case Comparison.AtLeast(var bound) -> "is at least " + number.apply(bound);
            case Comparison.LessThan(var bound) -> "is less than " + number.apply(bound);
            case Comparison.AtMost(var bound) -> "is at most " + number.apply(bound);
            case Comparison.Between(var low, var high) ->
                "is between " + number.apply(low) + " and " + number.apply(high);
            case Comparison.ClassIn(var _, var accepted) ->
                "is in one of the classes "
                        + accepted.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            case Comparison.Exists(var expected) -> expected ? "is known" : "is not known";
        };
    }

    private static String words(DateTest test) {
        return switch (test) {
            case DateTest.Before(var moment) -> "is before " + moment(moment);
            case DateTest.After(var moment) -> "is after " + moment(moment);
            case DateTest.WithinLast(var duration) -> "is in the last " + length(duration);
            case DateTest.WithinNext(var duration) -> "is in the next " + length(duration);
            case DateTest.AnniversaryWithin(var days) ->
                days == 0
                        ? "has its anniversary today"
                        : "has its anniversary today or in the next " + unit(days, "day");
        };
    }

    private static String moment(DateTest.Moment moment) {
        return switch (moment) {
            case DateTest.Moment.At(var instant) -> instant.toString();
            case DateTest.Moment.FromNow(var offset) when offset.isZero() -> "now";
            case DateTest.Moment.FromNow(var offset) ->
                length(offset.abs()) + (offset.isNegative() ? " ago" : " from now");
        };
    }

    private static String values(List<JsonNode> values) {
        return values.stream().map(Sentence::value).collect(Collectors.joining(", "));
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? quoted(value.textValue()) : value.asText();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String window(Rule.Window window) {
        return switch (window) {
            case Rule.Window.Life() -> "";
            case Rule.Window.Within(var duration) -> window(duration);
            case Rule.Window.Between(var from, var to) ->
                (from == null ? "" : " from " + from) + (to == null ? "" : " before " + to);
        };
    }

    private static String window(@Nullable Duration within) {
        return within == null ? "" : " in the last " + length(within);
    }

    private static String length(BigDecimal seconds) {
        return length(Duration.ofNanos(seconds.movePointRight(9).longValueExact()));
    }

    private static String length(Duration duration) {
        String days = unit(duration.toDays(), "day");
        String hours = unit(duration.toHoursPart(), "hour");
        String minutes = unit(duration.toMinutesPart(), "minute");
        BigDecimal rest =
                BigDecimal.valueOf(duration.toSecondsPart()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
        String seconds = rest.signum() == 0
                ? ""
                : rest.stripTrailingZeros().toPlainString()
                        + (rest.compareTo(BigDecimal.ONE) == 0 ? " second" : " seconds");
        return List.of(days, hours, minutes, seconds).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String unit(long amount, String name) {
        return amount == 0 ? "" : amount == 1 ? "1 " + name : amount + " " + name + "s";
    }
}
