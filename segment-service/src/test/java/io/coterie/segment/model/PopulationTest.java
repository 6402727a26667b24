package io.coterie.segment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmSettings;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private final Population population = new Population(RfmSettings.DEFAULT, 3_000);

    /// By hand, for 1, 2, 3, 5, 8, 13, 21 and 34 as seconds, orders and money: the bounds are 2.4, 4.6, 9 and 17.8.
    @Test
    void everybodyHasTheScoresOfTheFifthTheyAreIn() {
        for (int value : new int[] {34, 1, 8, 2, 21, 3, 13, 5}) {
            population.add(new CustomerOrders(value * 1_000_000L, value, Map.of("EUR", BigDecimal.valueOf(value))));
        }

        RfmModel model = population.model(1);

        assertThat(model.thresholds().recency())
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(
                        new BigDecimal("2.4"), new BigDecimal("4.6"), new BigDecimal("9"), new BigDecimal("17.8"));
        assertThat(model.thresholds().frequency()).isEqualTo(model.thresholds().recency());
        assertThat(model.thresholds().monetary()).isEqualTo(model.thresholds().recency());
        assertThat(model.settings().currency()).isEqualTo("EUR");
        assertThat(population.counted(model))
                .extracting(ScoreCount::recency, ScoreCount::frequency, ScoreCount::monetary, ScoreCount::customers)
                .containsExactly(
                        tuple(1, 5, 5, 2L),
                        tuple(2, 4, 4, 1L),
                        tuple(3, 3, 3, 2L),
                        tuple(4, 2, 2, 1L),
                        tuple(5, 1, 1, 2L));
    }

    @Test
    void whoHasNoAmountIsScoredByTheOrdersAlone() {
        population.add(new CustomerOrders(1_000_000, 1, Map.of()));
        population.add(new CustomerOrders(2_000_000, 2, Map.of("EUR", BigDecimal.TEN)));

        assertThat(population.counted(population.model(1)))
                .extracting(ScoreCount::monetary)
                .containsExactly(1, null);
        assertThat(population.spenders()).isEqualTo(1);
    }

    @Test
    void amountsOfTwoCurrenciesAreNotComparedUnlessOneIsSet() {
        population.add(new CustomerOrders(1, 1, Map.of("EUR", BigDecimal.TEN)));

        assertThatThrownBy(() -> population.add(new CustomerOrders(1, 1, Map.of("USD", BigDecimal.TEN))))
                .isInstanceOf(CannotScore.class)
                .hasMessageContaining("EUR")
                .hasMessageContaining("USD");

        Population dollars = new Population(RfmSettings.DEFAULT.in("USD"), 3_000);
        dollars.add(new CustomerOrders(1, 1, Map.of("EUR", BigDecimal.TEN)));
        dollars.add(new CustomerOrders(1, 1, Map.of("USD", BigDecimal.TWO)));
        assertThat(dollars.spenders()).isEqualTo(1);
        assertThat(dollars.model(1).thresholds().monetary())
                .usingElementComparator(BigDecimal::compareTo)
                .containsOnly(BigDecimal.TWO);
    }

    @Test
    void nobodyAndTooManyAreSaidSo() {
        assertThatThrownBy(() -> population.model(1)).isInstanceOf(CannotScore.class);
        for (int i = 0; i < 3_000; i++) {
            population.add(new CustomerOrders(i, 1, Map.of()));
        }
        assertThat(population.customers()).isEqualTo(3_000);
        assertThatThrownBy(() -> population.add(new CustomerOrders(1, 1, Map.of())))
                .isInstanceOf(CannotScore.class)
                .hasMessageContaining("3000");
    }
}
