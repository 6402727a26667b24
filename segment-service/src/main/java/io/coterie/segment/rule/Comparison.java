package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.rfm.Classes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A test of one observed value. Types are strict: a string never equals a number.
///
/// A missing value satisfies nothing but `exists: false`, `isNot` and `notIn`.
public sealed interface Comparison {
    boolean holds(@Nullable JsonNode observed);

    /// The numbers that are compared with; nothing for what is no number.
    default List<BigDecimal> numbers() {
        return switch (this) {
            case Is(var value) -> numbers(List.of(value));
            case IsNot(var value) -> numbers(List.of(value));
            case In(var values) -> numbers(values);
            case NotIn(var values) -> numbers(values);
            case GreaterThan(var bound) -> List.of(bound);
            case AtLeast(var bound) -> List.of(bound);
            case LessThan(var bound) -> List.of(bound);
            case AtMost(var bound) -> List.of(bound);
            case Between(var low, var high) -> List.of(low, high);
            case ClassIn(var classes, var _) -> classes.bounds();
            case Contains _, StartsWith _, EndsWith _, Exists _ -> List.of();
        };
    }

    private static List<BigDecimal> numbers(List<JsonNode> values) {
        return values.stream()
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .toList();
    }

    record Is(JsonNode value) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return same(observed, value);
        }
    }

    record IsNot(JsonNode value) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return !same(observed, value);
        }
    }

    record In(List<JsonNode> values) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return isAmong(observed, values);
        }
    }

    record NotIn(List<JsonNode> values) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return !isAmong(observed, values);
        }
    }

    /// A part of a string, or an element of a list.
    record Contains(JsonNode value) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            if (observed != null && observed.isArray()) {
                for (JsonNode element : observed) {
                    if (same(element, value)) {
                        return true;
                    }
                }
                return false;
            }
            return observed != null
                    && observed.isTextual()
                    && value.isTextual()
                    && observed.textValue().contains(value.textValue());
        }
    }

    record StartsWith(String prefix) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isTextual()
                    && observed.textValue().startsWith(prefix);
        }
    }

    record EndsWith(String suffix) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isTextual()
                    && observed.textValue().endsWith(suffix);
        }
    }

    record GreaterThan(BigDecimal bound) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isNumber()
                    && observed.decimalValue().compareTo(bound) > 0;
        }
    }

    record AtLeast(BigDecimal bound) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isNumber()
                    && observed.decimalValue().compareTo(bound) >= 0;
        }
    }

    record LessThan(BigDecimal bound) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isNumber()
                    && observed.decimalValue().compareTo(bound) < 0;
        }
    }

    record AtMost(BigDecimal bound) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isNumber()
                    && observed.decimalValue().compareTo(bound) <= 0;
        }
    }

    /// Both ends included.
    record Between(BigDecimal low, BigDecimal high) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null
                    && observed.isNumber()
                    && observed.decimalValue().compareTo(low) >= 0
                    && observed.decimalValue().compareTo(high) <= 0;
        }
    }

    /// No rule says it: scores come down to it.
    record ClassIn(Classes classes, Set<Integer> accepted) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return observed != null && observed.isNumber() && accepted.contains(classes.of(observed.decimalValue()));
        }
    }

    record Exists(boolean expected) implements Comparison {
        @Override
        public boolean holds(@Nullable JsonNode observed) {
            return (observed != null && !observed.isNull()) == expected;
        }
    }

    private static boolean isAmong(@Nullable JsonNode observed, List<JsonNode> values) {
        for (JsonNode value : values) {
            if (same(observed, value)) {
                return true;
            }
        }
        return false;
    }

    /// Numbers are equal by value (1 is 1.0), all else by type and value.
    private static boolean same(@Nullable JsonNode observed, JsonNode value) {
        if (observed == null || observed.isNull()) {
            return false;
        }
        if (observed.isNumber() && value.isNumber()) {
            return observed.decimalValue().compareTo(value.decimalValue()) == 0;
        }
        return observed.equals(value);
    }
}
