package io.coterie.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One JSON object of a rule, read field by field; what does not fit is refused at its place.
final class Fields {
    private static final int MOST_VALUES = 1_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final JsonNode json;
    private final String pointer;

    Fields(JsonNode json, String pointer) {
        if (!json.isObject()) {
            throw new InvalidRule(pointer, "an object");
        }
        this.json = json;
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }

    String pointer(String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    boolean has(String field) {
        return json.has(field);
    }

    JsonNode get(String field) {
        return json.path(field);
    }

    InvalidRule refused(String field, String expected) {
        return new InvalidRule(pointer(field), expected);
    }

    /// Refuses every field but these.
    void only(Set<String> operators, String... others) {
        Set<String> known = new TreeSet<>(Arrays.asList(others));
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !operators.contains(name)) {
                known.addAll(operators);
                throw refused(name, "no such field; known here: " + String.join(", ", known));
            }
        });
    }

    /// The one field of these that is there.
    String oneOf(Set<String> operators) {
        List<String> found = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> {
            if (operators.contains(name)) {
                found.add(name);
            }
        });
        if (found.size() != 1) {
            throw new InvalidRule(pointer, "exactly one of " + String.join(", ", new TreeSet<>(operators)));
        }
        return found.getFirst();
    }

    String text(String field) {
        return text(get(field), pointer(field));
    }

    private static String text(JsonNode value, String at) {
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > LONGEST_TEXT) {
            throw new InvalidRule(at, "a string that is not blank, of at most " + LONGEST_TEXT + " characters");
        }
        return value.textValue();
    }

    @Nullable
    String optionalText(String field) {
        return has(field) ? text(field) : null;
    }

    boolean bool(String field) {
        if (!get(field).isBoolean()) {
            throw refused(field, "true or false");
        }
        return get(field).booleanValue();
    }

    BigDecimal number(String field) {
        return number(get(field), pointer(field));
    }

    private static BigDecimal number(JsonNode value, String at) {
        if (!value.isNumber()) {
            throw new InvalidRule(at, "a number");
        }
        return value.decimalValue();
    }

    /// A string, a number or a boolean.
    JsonNode scalar(String field) {
        return scalar(get(field), pointer(field));
    }

    private static JsonNode scalar(JsonNode value, String at) {
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidRule(at, "a string, a number or a boolean");
        }
        return value;
    }

    List<JsonNode> scalars(String field) {
        JsonNode values = get(field);
        if (!values.isArray() || values.isEmpty() || values.size() > MOST_VALUES) {
            throw refused(field, "a list of 1 to " + MOST_VALUES + " values");
        }
        List<JsonNode> scalars = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            scalars.add(scalar(values.get(i), pointer(field) + "/" + i));
        }
        return List.copyOf(scalars);
    }

    /// Two numbers, the lower first.
    List<BigDecimal> range(String field) {
        JsonNode range = pair(field, "a list of two numbers, the lower first");
        return ordered(
                field,
                number(range.get(0), pointer(field) + "/0"),
                number(range.get(1), pointer(field) + "/1"),
                "a list of two numbers, the lower first");
    }

    /// Two durations in seconds, the shorter first.
    List<BigDecimal> durationRange(String field) {
        JsonNode range = pair(field, "a list of two durations, the shorter first");
        return ordered(
                field,
                seconds(positive(range.get(0), pointer(field) + "/0")),
                seconds(positive(range.get(1), pointer(field) + "/1")),
                "a list of two durations, the shorter first");
    }

    private JsonNode pair(String field, String expected) {
        JsonNode pair = get(field);
        if (!pair.isArray() || pair.size() != 2) {
            throw refused(field, expected);
        }
        return pair;
    }

    private List<BigDecimal> ordered(String field, BigDecimal low, BigDecimal high, String expected) {
        if (low.compareTo(high) > 0) {
            throw refused(field, expected);
        }
        return List.of(low, high);
    }

    @Nullable
    Duration optionalDuration(String field) {
        return has(field) ? duration(field) : null;
    }

    /// More than nothing, at most a hundred years.
    Duration duration(String field) {
        return positive(get(field), pointer(field));
    }

    BigDecimal seconds(String field) {
        return seconds(duration(field));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds())
                .add(BigDecimal.valueOf(duration.toNanosPart(), 9).stripTrailingZeros());
    }

    private static Duration positive(JsonNode value, String at) {
        Duration duration = parsedDuration(value);
        if (duration == null || !duration.isPositive()) {
            throw new InvalidRule(
                    at, "a positive ISO-8601 duration in days or less, at most 36500 days, such as P30D or PT4H");
        }
        return duration;
    }

    /// Of any sign, cut to microseconds; null where it is none.
    static @Nullable Duration parsedDuration(JsonNode value) {
        try {
            Duration duration = Duration.parse(value.asText()).truncatedTo(ChronoUnit.MICROS);
            return value.isTextual() && duration.abs().compareTo(LONGEST) <= 0 ? duration : null;
        } catch (DateTimeException | ArithmeticException broken) {
            return null;
        }
    }

    @Nullable
    Instant optionalInstant(String field) {
        if (!has(field)) {
            return null;
        }
        Instant instant = parsedInstant(get(field));
        if (instant == null) {
            throw refused(field, "an instant such as 2026-01-31T10:00:00Z");
        }
        return instant;
    }

    /// Cut to microseconds; null where it is none between 1900 and 2200.
    static @Nullable Instant parsedInstant(JsonNode value) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value.asText());
            boolean near = time.getYear() >= 1900 && time.getYear() < 2200;
            return value.isTextual() && near ? time.toInstant().truncatedTo(ChronoUnit.MICROS) : null;
        } catch (DateTimeException broken) {
            return null;
        }
    }
}
