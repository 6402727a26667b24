package io.coterie.segment.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.segment.evaluation.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BeatsContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();

    private final Beats beats = new Beats(new EventFormat(JSON, Clock.systemUTC(), "segment-service"), JSON);

    @ParameterizedTest
    @EnumSource
    void everySourcesHeartbeatIsUnderstood(Source source) throws IOException {
        beats.hear(sample(source));

        Heartbeat heard = Objects.requireNonNull(beats.of(source).current());
        assertThat(heard.recordedBefore()).isEqualTo(Instant.parse("2026-01-15T09:59:59.812345Z"));
        assertThat(heard.position()).isPositive();
        assertThat(heard.published()).isNotEmpty();
    }

    @Test
    void countsAreByType() throws IOException {
        beats.hear(sample(Source.FEEDBACK));

        assertThat(Objects.requireNonNull(beats.of(Source.FEEDBACK).current()).published())
                .isEqualTo(Map.of("feedback.responses-recorded.v1", 42L));
        assertThat(beats.of(Source.CUSTOMER).current()).isNull();
    }

    @Test
    void whatIsNoHeartbeatIsPassedOver() {
        beats.hear("torn".getBytes(StandardCharsets.UTF_8));

        assertThat(beats.of(Source.CUSTOMER).current()).isNull();
    }

    private static byte[] sample(Source source) throws IOException {
        String name = "/contracts/samples/" + Heartbeat.typeOf(source.owner()) + ".json";
        try (var file = BeatsContractTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }
}
