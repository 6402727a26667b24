package io.coterie.segment.evaluation;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How far it is from a number to the nearest one that passes a test. A test of numbers changes only at its bounds, so
/// the nearest one is a bound or lies right beside one.
///
/// @param length never negative
/// @param exclusive whether the bound at the end does not pass itself, only what lies behind it
record Distance(BigDecimal length, boolean upwards, boolean exclusive) {
    /// Closer to each other than this are no two bounds that anybody writes.
    private static final BigDecimal A_LITTLE = BigDecimal.valueOf(1, 12);

    private static final Comparator<Distance> SHORTEST =
            Comparator.comparing(Distance::length).thenComparing(Distance::exclusive);

    /// Among whole numbers from a least one on; of two that are equally near, the larger.
    static Optional<Distance> whole(
            BigDecimal from, BigDecimal least, Collection<BigDecimal> bounds, Predicate<BigDecimal> passes) {
        return bounds.stream()
                .flatMap(bound -> Stream.of(bound.add(BigDecimal.ONE), bound, bound.subtract(BigDecimal.ONE)))
                .filter(number -> number.compareTo(least) >= 0 && passes.test(number))
                .map(number -> to(number, from, number.compareTo(from) > 0, false))
                .min(SHORTEST);
    }

    /// Among all numbers.
    static Optional<Distance> any(BigDecimal from, Collection<BigDecimal> bounds, Predicate<BigDecimal> passes) {
        return bounds.stream()
                .flatMap(bound -> Stream.of(
                                beside(bound, A_LITTLE, from, passes),
                                beside(bound, BigDecimal.ZERO, from, passes),
                                beside(bound, A_LITTLE.negate(), from, passes))
                        .flatMap(Optional::stream))
                .min(SHORTEST);
    }

    private static Optional<Distance> beside(
            BigDecimal bound, BigDecimal offset, BigDecimal from, Predicate<BigDecimal> passes) {
        BigDecimal number = bound.add(offset);
        return passes.test(number)
                ? Optional.of(to(bound, from, number.compareTo(from) > 0, offset.signum() != 0))
                : Optional.empty();
    }

    private static Distance to(BigDecimal number, BigDecimal from, boolean upwards, boolean exclusive) {
        return new Distance(number.subtract(from).abs(), upwards, exclusive);
    }
}
