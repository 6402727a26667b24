package io.coterie.segment.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RfmModelTest {
    private static final int A_DAY = 86_400;

    @ParameterizedTest
    @CsvSource({"10, 5", "10.000001, 4", "20, 4", "20.5, 3", "40, 2", "40.1, 1", "0, 5", "9999, 1"})
    void theLongerAgoTheLowerTheScoreAndABoundBelongsToTheShorterTime(BigDecimal seconds, int score) {
        assertThat(quintiles("10 20 30 40").score(Dimension.RECENCY, seconds)).hasValue(score);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 4", "5, 5", "99, 5"})
    void aNumberOfOrdersAtABoundBelongsToTheLowerClassAndEqualBoundsLeaveAClassEmpty(int orders, int score) {
        assertThat(quintiles("2 3 3.4 4").score(Dimension.FREQUENCY, BigDecimal.valueOf(orders)))
                .hasValue(score);
    }

    @ParameterizedTest
    @CsvSource({"-5, 1", "10, 1", "10.01, 2", "40, 4", "40.01, 5"})
    void moneyAtABoundBelongsToTheLowerClass(BigDecimal money, int score) {
        assertThat(quintiles("10 20 30 40").score(Dimension.MONETARY, money)).hasValue(score);
    }

    @Test
    void withoutAnOrderThereIsNoScore() {
        assertThat(quintiles("1 2 3 4").score(Dimension.FREQUENCY, BigDecimal.ZERO))
                .isEmpty();
    }

    @Test
    void whereNobodyHasAnAmountNobodyHasAScoreOfMoney() {
        assertThat(quintiles("").score(Dimension.MONETARY, BigDecimal.TEN)).isEmpty();
        assertThat(quintiles("").classesWith(Dimension.MONETARY, score -> true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RECENCY, 172799, 5",
        "RECENCY, 172800, 4",
        "FREQUENCY, 1, 1",
        "FREQUENCY, 2, 2",
        "FREQUENCY, 4, 3",
        "MONETARY, 1.99, 1",
        "MONETARY, 2, 2"
    })
    void inTheModeOfThePackageForRClassesBeginAtTheQuintilePlusOne(Dimension dimension, BigDecimal value, int score) {
        List<BigDecimal> ones = bounds("1 2.5 7 9");
        RfmModel model = new RfmModel(
                1,
                new RfmSettings("E", "total", null, null, Mode.R_PACKAGE),
                new Thresholds(
                        bounds("1 2 3 4").stream()
                                .map(days -> days.multiply(BigDecimal.valueOf(A_DAY)))
                                .toList(),
                        ones,
                        ones));

        assertThat(model.score(dimension, value)).hasValue(score);
    }

    private static RfmModel quintiles(String bounds) {
        List<BigDecimal> same = bounds(bounds);
        return new RfmModel(1, RfmSettings.DEFAULT, new Thresholds(same, same, same));
    }

    private static List<BigDecimal> bounds(String text) {
        return Stream.of(text.split(" "))
                .filter(bound -> !bound.isEmpty())
                .map(BigDecimal::new)
                .toList();
    }
}
