package io.coterie.segment.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuintilesTest {
    /// By hand: of eight values h - 1 is 1.4, 2.8, 4.2 and 5.6, so 2 + 0.4 * (3 - 2), 3 + 0.8 * (5 - 3),
    /// 8 + 0.2 * (13 - 8) and 13 + 0.6 * (21 - 13). Of six it is 1, 2, 3 and 4.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 2 3 5 8 13 21 34 | 0 | 2.4 4.6 9 17.8
            10 20 30 40 50 60  | 0 | 20 30 40 50
            10 20 30 40 50 60  | 1 | 2 3 4 5
            7                  | 0 | 7 7 7 7
            1 2                | 0 | 1.2 1.4 1.6 1.8
            3 3 3 3 9          | 0 | 3 3 3 4.2
            -10 0 10           | 0 | -6 -2 2 6
            """)
    void aBoundLiesBetweenTwoValuesInProportion(String values, int places, String bounds) {
        long[] sorted =
                Arrays.stream(values.split(" ")).mapToLong(Long::parseLong).toArray();

        assertThat(Quintiles.of(sorted, places))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(
                        Arrays.stream(bounds.split(" ")).map(BigDecimal::new).toList());
    }
}
