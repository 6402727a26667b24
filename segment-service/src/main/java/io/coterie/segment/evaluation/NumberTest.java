package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rule.Comparison;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// A comparison of numbers that are whole multiples of a unit, such as millionths, as one of `long`s. Bounds between
/// two multiples are rounded to the one that decides the same.
final class NumberTest {
    private static final long[] NONE = {};
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final long low;
    private final long high;
    private final long[] values;
    private final boolean inside;
    private final long[] turns;

    /// @param low the least that is inside
    /// @param high the most that is inside
    /// @param values sorted, where single values are inside instead
    /// @param inside whether it holds inside or outside
    /// @param turns sorted, where it turns at single values instead, each the first that is judged otherwise
    private NumberTest(long low, long high, long[] values, boolean inside, long[] turns) {
        this.low = low;
        this.high = high;
        this.values = values;
        this.inside = inside;
        this.turns = turns;
    }

    /// @param places of the unit: 0 for ones, 6 for millionths
    static NumberTest of(Comparison comparison, int places) {
        return switch (comparison) {
            case Comparison.Is(var value) -> among(List.of(value), places, true);
            case Comparison.IsNot(var value) -> among(List.of(value), places, false);
            case Comparison.In(var some) -> among(some, places, true);
            case Comparison.NotIn(var some) -> among(some, places, false);
            case Comparison.GreaterThan(var bound) -> range(after(floor(bound, places)), Long.MAX_VALUE);
            case Comparison.AtLeast(var bound) -> range(ceiling(bound, places), Long.MAX_VALUE);
            case Comparison.LessThan(var bound) -> range(Long.MIN_VALUE, before(ceiling(bound, places)));
            case Comparison.AtMost(var bound) -> range(Long.MIN_VALUE, floor(bound, places));
            case Comparison.Between(var from, var to) -> range(ceiling(from, places), floor(to, places));
            case Comparison.ClassIn classes -> ofClasses(classes, places);
            case Comparison.Contains _, Comparison.StartsWith _, Comparison.EndsWith _, Comparison.Exists _ ->
                throw new IllegalArgumentException("no comparison of numbers: " + comparison);
        };
    }

    private static NumberTest range(long low, long high) {
        return new NumberTest(low, high, NONE, true, NONE);
    }

    private static NumberTest among(List<JsonNode> some, int places, boolean inside) {
        long[] values = some.stream()
                .map(JsonNode::decimalValue)
                .filter(value -> value.stripTrailingZeros().scale() <= places && fits(value.movePointRight(places)))
                .mapToLong(value -> value.movePointRight(places).longValueExact())
                .sorted()
                .toArray();
        return values.length == 1
                ? new NumberTest(values[0], values[0], NONE, inside, NONE)
                : new NumberTest(1, 0, values, inside, NONE);
    }

    private static NumberTest ofClasses(Comparison.ClassIn test, int places) {
        LongStream.Builder turns = LongStream.builder();
        boolean accepted = test.accepted().contains(0);
        boolean last = accepted;
        int number = 0;
        for (BigDecimal bound : test.classes().bounds()) {
            boolean next = test.accepted().contains(++number);
            if (next != last) {
                turns.add(test.classes().inclusive() ? ceiling(bound, places) : after(floor(bound, places)));
            }
            last = next;
        }
        return new NumberTest(1, 0, NONE, !accepted, turns.build().toArray());
    }

    private static long floor(BigDecimal bound, int places) {
        return rounded(bound, places, RoundingMode.FLOOR);
    }

    private static long ceiling(BigDecimal bound, int places) {
        return rounded(bound, places, RoundingMode.CEILING);
    }

    private static long rounded(BigDecimal bound, int places, RoundingMode mode) {
        BigDecimal units = bound.movePointRight(places).setScale(0, mode);
        return units.max(LEAST).min(MOST).longValueExact();
    }

    private static boolean fits(BigDecimal units) {
        return units.compareTo(LEAST) >= 0 && units.compareTo(MOST) <= 0;
    }

    private static long after(long value) {
        return value == Long.MAX_VALUE ? value : value + 1;
    }

    private static long before(long value) {
        return value == Long.MIN_VALUE ? value : value - 1;
    }

    boolean holds(long value) {
        boolean within =
                (value >= low && value <= high) || (values.length > 0 && Arrays.binarySearch(values, value) >= 0);
        return (within == inside) != (turns.length > 0 && hasTurned(value));
    }

    private boolean hasTurned(long value) {
        boolean turned = false;
        for (int i = 0; i < turns.length && turns[i] <= value; i++) {
            turned = !turned;
        }
        return turned;
    }

    /// When something that grows as time does, and was nothing at an instant, next comes into the range or out of it.
    long nextCrossing(long start, long after) {
        for (long turn : turns) {
            if (sum(start, turn) > after) {
                return sum(start, turn);
            }
        }
        if (low > high) {
            return Micros.NEVER;
        }
        long enters = sum(start, low);
        long leaves = sum(start, after(high));
        return Math.min(enters > after ? enters : Micros.NEVER, leaves > after ? leaves : Micros.NEVER);
    }

    private static long sum(long start, long length) {
        return length > Micros.NEVER - Math.abs(start) ? Micros.NEVER : start + Math.max(length, 0);
    }
}
