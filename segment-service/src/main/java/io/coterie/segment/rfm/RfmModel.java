package io.coterie.segment.rfm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One version of the model: what it scores, and by which thresholds.
public record RfmModel(int number, RfmSettings settings, Thresholds thresholds) {
    public static final int WORST = 1;
    public static final int BEST = 5;

    private static final BigDecimal A_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    /// Whether every customer has the same scores by both.
    public boolean scoresLike(RfmModel other) {
        return settings.equals(other.settings) && thresholds.equals(other.thresholds);
    }

    /// The classes into which the values of a dimension fall: seconds since the last order, the number of orders,
    /// money.
    ///
    /// Of frequency, class 0 is no order at all, which has no score.
    public Classes classes(Dimension dimension) {
        boolean inclusive = settings.mode() == Mode.R_PACKAGE;
        Stream<BigDecimal> bounds =
                thresholds.of(dimension).stream().map(bound -> inclusive ? bound.add(one(dimension)) : bound);
        return dimension == Dimension.FREQUENCY
                ? new Classes(
                        Stream.concat(Stream.of(BigDecimal.ONE), bounds.map(bound -> firstCount(bound, inclusive)))
                                .toList(),
                        true)
                : new Classes(bounds.toList(), inclusive);
    }

    private static BigDecimal one(Dimension dimension) {
        return dimension == Dimension.RECENCY ? A_DAY : BigDecimal.ONE;
    }

    /// The first whole number beyond a bound.
    private static BigDecimal firstCount(BigDecimal bound, boolean inclusive) {
        return inclusive
                ? bound.setScale(0, RoundingMode.CEILING)
                : bound.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
    }

    /// The score of a value; none where no order, or nobody's money, is there to score.
    public OptionalInt score(Dimension dimension, BigDecimal value) {
        return scoreOfClass(dimension, classes(dimension).of(value));
    }

    /// The score of a class, likewise.
    public OptionalInt scoreOfClass(Dimension dimension, int number) {
        int score = scoreOf(number, dimension);
        return score < WORST || thresholds.of(dimension).isEmpty() ? OptionalInt.empty() : OptionalInt.of(score);
    }

    /// The classes whose scores are wanted.
    public Set<Integer> classesWith(Dimension dimension, IntPredicate wanted) {
        List<BigDecimal> bounds = classes(dimension).bounds();
        return IntStream.rangeClosed(0, bounds.isEmpty() ? -1 : bounds.size())
                .filter(number -> scoreOf(number, dimension) >= WORST)
                .filter(number -> wanted.test(scoreOf(number, dimension)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int scoreOf(int classNumber, Dimension dimension) {
        return switch (dimension) {
            case RECENCY -> BEST - classNumber;
            case FREQUENCY -> classNumber;
            case MONETARY -> classNumber + 1;
        };
    }
}
