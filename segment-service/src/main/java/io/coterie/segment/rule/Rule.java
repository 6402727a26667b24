package io.coterie.segment.rule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule is a tree; `pointer` is where a node stands in the JSON it was read from, as a JSON pointer (RFC 6901).
public sealed interface Rule {
    String pointer();

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

    /// An aggregate over the events of one name whose properties pass all tests, within a window or the whole life.
    record Behaviour(
            String pointer,
            String event,
            List<PropertyTest> where,
            @Nullable Duration within,
            Aggregate aggregate,
            Comparison comparison)
            implements Leaf {}

    /// The latest answer that has a score of this metric, within a window or the whole life.
    record Feedback(
            String pointer,
            String metric,
            @Nullable String survey,
            @Nullable Duration within,
            Comparison comparison) implements Leaf {}

    /// Being a member of another segment.
    record Segment(String pointer, String key) implements Leaf {}

    record PropertyTest(String property, Comparison comparison) {}

    sealed interface Aggregate {
        /// How many events; 0 over nothing.
        record Count() implements Aggregate {}

        /// The sum of a numeric property as a decimal; no value over nothing, nor over two currencies.
        record Sum(String property) implements Aggregate {}
    }
}
