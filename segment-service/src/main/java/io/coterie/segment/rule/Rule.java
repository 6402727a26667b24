package io.coterie.segment.rule;

import io.coterie.segment.rfm.Dimension;
import io.coterie.segment.rfm.RfmModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule is a tree; `pointer` is where a node stands in the JSON it was read from, as a JSON pointer (RFC 6901).
public sealed interface Rule {
    String pointer();

    /// Its leaves, as they stand from left to right.
    default Stream<Leaf> leaves() {
        return switch (this) {
            case All(var _, var parts) -> leaves(parts);
            case Any(var _, var parts) -> leaves(parts);
            case None(var _, var parts) -> leaves(parts);
            case Not(var _, var part) -> part.leaves();
            case Leaf leaf -> Stream.of(leaf);
        };
    }

    private static Stream<Leaf> leaves(List<Rule> parts) {
        return parts.stream().flatMap(Rule::leaves);
    }

    /// The same with its scores by a version of the model.
    default Rule scoredBy(RfmModel model) {
        return switch (this) {
            case All(var at, var parts) -> new All(at, scoredBy(model, parts));
            case Any(var at, var parts) -> new Any(at, scoredBy(model, parts));
            case None(var at, var parts) -> new None(at, scoredBy(model, parts));
            case Not(var at, var part) -> new Not(at, part.scoredBy(model));
            case Score(var at, var dimension, var comparison, var _) -> new Score(at, dimension, comparison, model);
            case Leaf leaf -> leaf;
        };
    }

    private static List<Rule> scoredBy(RfmModel model, List<Rule> parts) {
        return parts.stream().map(part -> part.scoredBy(model)).toList();
    }

    default boolean readsScores() {
        return leaves().anyMatch(Score.class::isInstance);
    }

    /// Whether it asks for scores that nobody has, for no model has been computed.
    default boolean lacksModel() {
        return leaves().anyMatch(leaf -> leaf instanceof Score score && score.model() == null);
    }

    /// Every part holds.
    record All(String pointer, List<Rule> parts) implements Rule {}

    /// At least one part holds.
    record Any(String pointer, List<Rule> parts) implements Rule {}

    /// No part holds.
    record None(String pointer, List<Rule> parts) implements Rule {}

    record Not(String pointer, Rule part) implements Rule {}

    /// What can be observed of a customer and compared.
    sealed interface Leaf extends Rule {}

    /// A value of the profile; `path` goes into nested traits by dots, such as `company.size`.
    record Trait(String pointer, String path, Comparison comparison) implements Leaf {}

    /// A date of the profile, which time itself brings nearer or takes away.
    record TraitDate(String pointer, String path, DateTest test) implements Leaf {}

    /// An aggregate over the events of a pattern within a window.
    record Behaviour(String pointer, Pattern pattern, Window window, Aggregate aggregate, Comparison comparison)
            implements Leaf {}

    /// Steps one after the other, the first of which happened within a window that ends now.
    ///
    /// @param same a property that must equal the first step's in every other event; events without it are none
    /// @param within no bound where absent
    record Sequence(
            String pointer,
            List<Step> steps,
            @Nullable String same,
            @Nullable Duration within) implements Leaf {}

    /// An aggregate over the answers that have a score of a metric.
    record Feedback(
            String pointer,
            String metric,
            @Nullable String survey,
            @Nullable String theme,
            Window window,
            Aggregate aggregate,
            Comparison comparison)
            implements Leaf {}

    /// A score of the customer's orders, 1 to 5, by the thresholds of a model; without orders there is none.
    ///
    /// @param model absent where none has been computed yet: then nobody has a score
    record Score(
            String pointer,
            Dimension dimension,
            Comparison comparison,
            @Nullable RfmModel model) implements Leaf {}

    /// Being a member of another segment.
    record Segment(String pointer, String key) implements Leaf {}

    /// Being on a static list.
    record OnList(String pointer, String key) implements Leaf {}

    /// Events of one name whose properties pass all tests.
    record Pattern(String event, List<PropertyTest> where) {}

    record PropertyTest(String property, Comparison comparison) {}

    /// A step of a sequence. A negated one is done when its time has passed without such an event.
    ///
    /// @param within the event comes less than this after the step before; no bound where absent, which a negated
    ///     step never is
    record Step(Pattern pattern, boolean negated, @Nullable Duration within) {}

    /// Which facts count. None counts before its time.
    sealed interface Window {
        /// All of them.
        record Life() implements Window {}

        /// Those in `(now - duration, now]`.
        record Within(Duration duration) implements Window {}

        /// Those in `[from, to)`, with no bound where one is absent.
        record Between(@Nullable Instant from, @Nullable Instant to) implements Window {}
    }

    /// Over nothing a number of facts is 0; every other aggregate has no value there.
    sealed interface Aggregate {
        /// How many facts.
        record Count() implements Aggregate {}

        /// On how many days of the customer's calendar.
        record Days() implements Aggregate {}

        /// How many different values of a property.
        record Distinct(String property) implements Aggregate {}

        /// The sum of a numeric property as a decimal; no value over two currencies.
        record Sum(String property) implements Aggregate {}

        /// The sum divided by the number of those that have the property; no value over two currencies.
        record Average(String property) implements Aggregate {}

        /// No value over two currencies.
        record Smallest(String property) implements Aggregate {}

        /// No value over two currencies.
        record Largest(String property) implements Aggregate {}

        /// The property of the latest fact that has it.
        record Last(String property) implements Aggregate {}

        /// The time since the first fact, in seconds.
        record SinceFirst() implements Aggregate {}

        /// The time since the last fact, in seconds.
        record SinceLast() implements Aggregate {}
    }
}
