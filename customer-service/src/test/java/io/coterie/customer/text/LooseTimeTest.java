package io.coterie.customer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooseTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-15T10:00:00Z, 2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00.123456789Z, 2026-01-15T10:00:00.123456Z",
        "2026-01-15T10:00:00.5+02:00, 2026-01-15T08:00:00.500Z",
        "2026-01-15T10:00:00+0200, 2026-01-15T08:00:00Z",
        "2026-01-15 10:00:00, 2026-01-15T10:00:00Z",
        "2026-01-15T10:00, 2026-01-15T10:00:00Z",
        "2015-2-02, 2015-02-02T00:00:00Z",
        "1997-01-01, 1997-01-01T00:00:00Z"
    })
    void timesAreReadAsClientsWriteThem(String text, String expected) {
        assertThat(LooseTime.parse("at", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-02-30", "2026-13-01", "2026-01-15T25:00:00Z", "0001-01-01", "1700000000"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> LooseTime.parse("at", text))
                .withMessageStartingWith("at: expected");
    }
}
