package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the one comparison of a node: the field whose name is an operator, and its value.
final class ComparisonParser {
    static final Set<String> NUMERIC = Set.of("is", "isNot", "in", "notIn", "gt", "gte", "lt", "lte", "between");
    static final Set<String> LENGTHS = Set.of("gt", "gte", "lt", "lte", "between");
    static final Set<String> ANY = Set.of(
            "is",
            "isNot",
            "in",
            "notIn",
            "contains",
            "startsWith",
            "endsWith",
            "gt",
            "gte",
            "lt",
            "lte",
            "between",
            "exists");
    static final Set<String> DATES = Set.of("before", "after", "withinLast", "withinNext", "anniversaryWithin");
    /// Over nothing there is no last value, so that its existence is no question.
    private static final Set<String> LAST =
            ANY.stream().filter(name -> !name.equals("exists")).collect(Collectors.toUnmodifiableSet());

    private static final Duration A_YEAR = Duration.ofDays(365);

    private ComparisonParser() {}

    /// A comparison of a value of any type.
    static Comparison any(Fields fields) {
        return comparison(fields, fields.oneOf(ANY));
    }

    /// A comparison of the latest of several values.
    static Comparison last(Fields fields) {
        return comparison(fields, fields.oneOf(LAST));
    }

    /// A comparison of a number.
    static Comparison number(Fields fields) {
        String operator = fields.oneOf(NUMERIC);
        Comparison comparison = comparison(fields, operator);
        if (comparison.numbers().isEmpty() || !allNumbers(comparison)) {
            throw fields.refused(operator, "a number, for what is compared is one");
        }
        return comparison;
    }

    /// A comparison of a number that counts something.
    static Comparison count(Fields fields) {
        Comparison comparison = number(fields);
        refuseUnless(
                fields,
                comparison.numbers().stream()
                        .allMatch(number -> number.signum() >= 0
                                && number.stripTrailingZeros().scale() <= 0),
                "a whole number that is not negative, for this counts");
        if (comparison instanceof Comparison.LessThan(var bound) && bound.signum() == 0) {
            throw fields.refused("lt", "more than 0, for no count is less");
        }
        return comparison;
    }

    /// A comparison of a number between two others.
    static Comparison between(Fields fields, BigDecimal low, BigDecimal high) {
        Comparison comparison = number(fields);
        refuseUnless(
                fields,
                comparison.numbers().stream()
                        .allMatch(number -> number.compareTo(low) >= 0 && number.compareTo(high) <= 0),
                "a number from " + low + " to " + high);
        return comparison;
    }

    /// A comparison of a length of time; its numbers are seconds.
    static Comparison length(Fields fields) {
        String operator = fields.oneOf(LENGTHS);
        return switch (operator) {
            case "gt" -> new Comparison.GreaterThan(fields.seconds(operator));
            case "gte" -> new Comparison.AtLeast(fields.seconds(operator));
            case "lt" -> new Comparison.LessThan(fields.seconds(operator));
            case "lte" -> new Comparison.AtMost(fields.seconds(operator));
            default -> {
                List<BigDecimal> range = fields.durationRange(operator);
                yield new Comparison.Between(range.getFirst(), range.getLast());
            }
        };
    }

    /// A test of a date against the present.
    static DateTest date(Fields fields) {
        String operator = fields.oneOf(DATES);
        return switch (operator) {
            case "before" -> new DateTest.Before(moment(fields, operator));
            case "after" -> new DateTest.After(moment(fields, operator));
            case "withinLast" -> new DateTest.WithinLast(fields.duration(operator));
            case "withinNext" -> new DateTest.WithinNext(fields.duration(operator));
            default -> new DateTest.AnniversaryWithin(days(fields, operator));
        };
    }

    private static DateTest.Moment moment(Fields fields, String field) {
        Instant instant = Fields.parsedInstant(fields.get(field));
        if (instant != null) {
            return new DateTest.Moment.At(instant);
        }
        Duration offset = Fields.parsedDuration(fields.get(field));
        if (offset != null) {
            return new DateTest.Moment.FromNow(offset);
        }
        throw fields.refused(
                field, "an instant such as 2026-01-31T10:00:00Z, or one relative to now such as -P30D or P7D");
    }

    private static int days(Fields fields, String field) {
        Duration days = Fields.parsedDuration(fields.get(field));
        boolean whole = days != null && !days.isNegative() && days.equals(Duration.ofDays(days.toDays()));
        if (days == null || !whole || days.compareTo(A_YEAR) > 0) {
            throw fields.refused(field, "whole days from P0D (today) to P365D");
        }
        return (int) days.toDays();
    }

    private static Comparison comparison(Fields fields, String operator) {
        return switch (operator) {
            case "is" -> new Comparison.Is(fields.scalar(operator));
            case "isNot" -> new Comparison.IsNot(fields.scalar(operator));
            case "in" -> new Comparison.In(fields.scalars(operator));
            case "notIn" -> new Comparison.NotIn(fields.scalars(operator));
            case "contains" -> new Comparison.Contains(fields.scalar(operator));
            case "startsWith" -> new Comparison.StartsWith(fields.text(operator));
            case "endsWith" -> new Comparison.EndsWith(fields.text(operator));
            case "gt" -> new Comparison.GreaterThan(fields.number(operator));
            case "gte" -> new Comparison.AtLeast(fields.number(operator));
            case "lt" -> new Comparison.LessThan(fields.number(operator));
            case "lte" -> new Comparison.AtMost(fields.number(operator));
            case "between" -> {
                List<BigDecimal> range = fields.range(operator);
                yield new Comparison.Between(range.getFirst(), range.getLast());
            }
            default -> new Comparison.Exists(fields.bool(operator));
        };
    }

    private static void refuseUnless(Fields fields, boolean fits, String expected) {
        if (!fits) {
            throw fields.refused(fields.oneOf(ANY), expected);
        }
    }

    private static boolean allNumbers(Comparison comparison) {
        return switch (comparison) {
            case Comparison.In(var values) -> values.stream().allMatch(JsonNode::isNumber);
            case Comparison.NotIn(var values) -> values.stream().allMatch(JsonNode::isNumber);
            default -> true;
        };
    }
}
