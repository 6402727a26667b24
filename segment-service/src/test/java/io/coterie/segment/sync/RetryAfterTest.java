package io.coterie.segment.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void secondsAndDatesAreUnderstood() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Thu, 15 Jan 2026 10:01:00 GMT", NOW)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void nobodyAsksForMoreThanADay() {
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-5", "1.5", "Thu, 15 Jan 2026 09:00:00 GMT"})
    void nonsenseAndThePastAskForNothing(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isNull();
    }
}
