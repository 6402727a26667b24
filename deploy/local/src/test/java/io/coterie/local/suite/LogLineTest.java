package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    @Test
    void aLineOfJsonIsPrintedForPeople() {
        var line = """
                {"timestamp":"2026-11-25T08:13:06.629Z","level":"WARN","loggerName":"io.coterie.Intake",\
                "threadName":"main","message":"it waits","mdc":{"eventId":"01a2"},"stackTrace":"a.B\\n\\tat c.D\\n"}""";

        assertThat(LogLine.readable(line))
                .isEqualTo("2026-11-25T08:13:06.629Z WARN  [io.coterie.Intake] (main) it waits {eventId=01a2}\n"
                        + "a.B\n\tat c.D");
    }

    @Test
    void whatIsNotSaidIsLeftOut() {
        var line = """
                {"timestamp":"T","level":"INFO","loggerName":"l","threadName":"t","message":"all is well","mdc":{}}""";

        assertThat(LogLine.readable(line)).isEqualTo("T INFO  [l] (t) all is well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WARNING: plain text", "{\"cut\": ", "{\"other\": 1}"})
    void anythingElseIsPrintedAsItIs(String line) {
        assertThat(LogLine.readable(line)).isEqualTo(line);
    }
}
