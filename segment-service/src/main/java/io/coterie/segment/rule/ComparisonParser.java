package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the one comparison of a leaf: the field whose name is an operator, and its value.
final class ComparisonParser {
    static final Set<String> NUMERIC = Set.of("is", "isNot", "in", "notIn", "gt", "gte", "lt", "lte", "between");
    static final Set<String> ALL = Set.of(
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
    private static final int MOST_VALUES = 1_000;

    private ComparisonParser() {}

    /// @param operators which operators make sense here
    static Comparison parse(JsonNode leaf, String pointer, Set<String> operators) {
        List<String> found = new ArrayList<>();
        leaf.fieldNames().forEachRemaining(name -> {
            if (ALL.contains(name)) {
                found.add(name);
            }
        });
        if (found.size() != 1 || !operators.contains(found.getFirst())) {
            throw new InvalidRule(
                    pointer, "exactly one of " + operators.stream().sorted().toList());
        }
        String operator = found.getFirst();
        Comparison comparison = comparison(operator, leaf.get(operator), pointer + "/" + operator);
        if (operators.equals(NUMERIC)) {
            refuseOtherThanNumbers(comparison, pointer + "/" + operator);
        }
        return comparison;
    }

    private static Comparison comparison(String operator, JsonNode value, String pointer) {
        return switch (operator) {
            case "is" -> new Comparison.Is(scalar(value, pointer));
            case "isNot" -> new Comparison.IsNot(scalar(value, pointer));
            case "in" -> new Comparison.In(scalars(value, pointer));
            case "notIn" -> new Comparison.NotIn(scalars(value, pointer));
            case "contains" -> new Comparison.Contains(scalar(value, pointer));
            case "startsWith" -> new Comparison.StartsWith(text(value, pointer));
            case "endsWith" -> new Comparison.EndsWith(text(value, pointer));
            case "gt" -> new Comparison.GreaterThan(number(value, pointer));
            case "gte" -> new Comparison.AtLeast(number(value, pointer));
            case "lt" -> new Comparison.LessThan(number(value, pointer));
            case "lte" -> new Comparison.AtMost(number(value, pointer));
            case "between" -> between(value, pointer);
            case "exists" -> new Comparison.Exists(bool(value, pointer));
            default -> throw new InvalidRule(pointer, "one of " + ALL);
        };
    }

    private static void refuseOtherThanNumbers(Comparison comparison, String pointer) {
        boolean numbers = switch (comparison) {
            case Comparison.Is(var value) -> value.isNumber();
            case Comparison.IsNot(var value) -> value.isNumber();
            case Comparison.In(var values) -> values.stream().allMatch(JsonNode::isNumber);
            case Comparison.NotIn(var values) -> values.stream().allMatch(JsonNode::isNumber);
            case Comparison.GreaterThan _,
                    Comparison.AtLeast _,
                    Comparison.LessThan _,
                    Comparison.AtMost _,
                    Comparison.Between _ -> true;
            case Comparison.Contains _, Comparison.StartsWith _, Comparison.EndsWith _, Comparison.Exists _ -> false;
        };
        if (!numbers) {
            throw new InvalidRule(pointer, "a number, for this aggregate is one");
        }
    }

    private static Comparison between(JsonNode value, String pointer) {
        if (!value.isArray() || value.size() != 2) {
            throw new InvalidRule(pointer, "a list of two numbers, the lower first");
        }
        BigDecimal low = number(value.get(0), pointer + "/0");
        BigDecimal high = number(value.get(1), pointer + "/1");
        if (low.compareTo(high) > 0) {
            throw new InvalidRule(pointer, "a list of two numbers, the lower first");
        }
        return new Comparison.Between(low, high);
    }

    private static JsonNode scalar(JsonNode value, String pointer) {
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidRule(pointer, "a string, a number or a boolean");
        }
        return value;
    }

    private static List<JsonNode> scalars(JsonNode value, String pointer) {
        if (!value.isArray() || value.isEmpty() || value.size() > MOST_VALUES) {
            throw new InvalidRule(pointer, "a list of 1 to " + MOST_VALUES + " values");
        }
        List<JsonNode> values = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            values.add(scalar(value.get(i), pointer + "/" + i));
        }
        return List.copyOf(values);
    }

    private static String text(JsonNode value, String pointer) {
        if (!value.isTextual()) {
            throw new InvalidRule(pointer, "a string");
        }
        return value.textValue();
    }

    private static BigDecimal number(JsonNode value, String pointer) {
        if (!value.isNumber()) {
            throw new InvalidRule(pointer, "a number");
        }
        return value.decimalValue();
    }

    private static boolean bool(JsonNode value, String pointer) {
        if (!value.isBoolean()) {
            throw new InvalidRule(pointer, "true or false");
        }
        return value.booleanValue();
    }
}
