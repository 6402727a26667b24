package io.coterie.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void aPercentileIsAValueThatWasSeen() {
        var hundred = new Percentiles(
                IntStream.rangeClosed(1, 100).mapToObj(value -> (double) value).toList());

        assertThat(hundred.at(50)).isEqualTo(50);
        assertThat(hundred.at(99)).isEqualTo(99);
        assertThat(hundred.at(100)).isEqualTo(100);
    }

    @Test
    void theOnlyValueIsEveryPercentile() {
        assertThat(new Percentiles(List.of(7.0)).at(1)).isEqualTo(7);
        assertThat(new Percentiles(List.of(7.0)).at(99)).isEqualTo(7);
    }

    @Test
    void theOrderOfMeasuringDoesNotMatter() {
        assertThat(new Percentiles(List.of(9.0, 1.0, 5.0)).at(50)).isEqualTo(5);
    }
}
