package io.coterie.local.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.http.LocalHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovableClockTest {
    @TempDir
    Path folder;

    @Test
    void whoeverMapsTheFileSeesTheMove() {
        var mover = MovableClock.open(folder.resolve("clock"));
        var reader = MovableClock.open(folder.resolve("clock"));

        mover.advance(Duration.ofDays(1));
        mover.advance(Duration.ofHours(1));

        assertThat(reader.offset()).isEqualTo(Duration.ofHours(25));
        assertThat(reader.instant()).isAfter(Instant.now().plus(Duration.ofHours(24)));
    }

    @Test
    void theFileHoldsMillisecondsInBigEndian() throws Exception {
        MovableClock.open(folder.resolve("clock")).advance(Duration.ofSeconds(2));

        assertThat(ByteBuffer.wrap(Files.readAllBytes(folder.resolve("clock"))).getLong())
                .isEqualTo(2_000);
    }

    @Test
    void theEndpointMovesAndResets() throws Exception {
        var clock = MovableClock.open(folder.resolve("clock"));
        try (var http = LocalHttp.open(0).serve(ClockEndpoint.PATH, new ClockEndpoint(clock))) {
            assertThat(post(http, "{\"advance\": \"PT1H\"}").body()).contains("\"offset\":\"PT1H\"");
            assertThat(clock.offset()).isEqualTo(Duration.ofHours(1));

            assertThat(post(http, "{\"advance\": \"-PT1H\"}").statusCode()).isEqualTo(400);
            assertThat(post(http, "{\"advance\": \"an hour\"}").statusCode()).isEqualTo(400);

            assertThat(post(http, "{\"reset\": true}").statusCode()).isEqualTo(200);
            assertThat(clock.offset()).isZero();
        }
    }

    private static HttpResponse<String> post(LocalHttp http, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(http.uri() + ClockEndpoint.PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
