package io.coterie.local.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Speaks HTTP to the processes of the suite.
final class LocalClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    boolean answersOk(String url) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// @throws IllegalStateException with the server's answer, where it is not a success
    JsonNode post(String url, String type, String body, Optional<String> authorization, Duration patience) {
        var response = send(url, type, body, authorization, patience);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "POST %s answered %d: %s".formatted(url, response.statusCode(), response.body()));
        }
        return parsed(response);
    }

    HttpResponse<String> send(String url, String type, String body, Optional<String> authorization, Duration patience) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("POST " + url + " failed: " + e, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static JsonNode parsed(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(response.uri() + " answered what is not JSON", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
