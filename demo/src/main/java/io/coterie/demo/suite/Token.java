package io.coterie.demo.suite;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A bearer token by client credentials, fetched anew before it ends.
final class Token {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final URI endpoint;
    private final String form;
    private String value = "";
    private long renewAt;

    Token(URI endpoint, String client, String secret) {
        this.endpoint = endpoint;
        form = "grant_type=client_credentials&client_id=" + encoded(client) + "&client_secret=" + encoded(secret);
    }

    synchronized String value() {
        if (value.isEmpty() || System.nanoTime() - renewAt > 0) {
            var answer = Http.json(HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)));
            value = answer.path("access_token").asText();
            var lifetime = Duration.ofSeconds(answer.path("expires_in").asLong(300));
            renewAt = System.nanoTime() + lifetime.minus(MARGIN).toNanos();
        }
        return value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
