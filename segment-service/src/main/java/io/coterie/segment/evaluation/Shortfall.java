package io.coterie.segment.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.facts.Micros;
import java.time.Duration;
import java.util.Locale;

/// By how much an observed value misses the next one at which its leaf would turn.
///
/// @param missing never negative: a number of facts, days or values, an amount, or the length of a time (ISO 8601)
/// @param direction whether the value has to become larger (a date: later) or smaller
/// @param exclusive whether it takes still more than exactly that, be it ever so little
public record Shortfall(JsonNode missing, Direction direction, boolean exclusive) {
    /// Which way a value has to go.
    public enum Direction {
        MORE,
        LESS;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Shortfall ofCount(Distance distance) {
        return of(distance, IntNode.valueOf(distance.length().intValueExact()));
    }

    static Shortfall ofAmount(Distance distance) {
        return of(distance, DecimalNode.valueOf(Amounts.plain(distance.length())));
    }

    static Shortfall ofSeconds(Distance distance) {
        return ofTime(
                distance, Duration.ofNanos(distance.length().movePointRight(9).longValue()));
    }

    static Shortfall ofMicros(Distance distance) {
        return ofTime(distance, Micros.duration(distance.length().longValueExact()));
    }

    private static Shortfall ofTime(Distance distance, Duration length) {
        return of(distance, TextNode.valueOf(length.toString()));
    }

    private static Shortfall of(Distance distance, JsonNode missing) {
        return new Shortfall(missing, distance.upwards() ? Direction.MORE : Direction.LESS, distance.exclusive());
    }
}
