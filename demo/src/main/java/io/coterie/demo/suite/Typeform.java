package io.coterie.demo.suite;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Calls the suite's webhook as Typeform does.
public record Typeform(URI webhook, String secret) {

    /// Returns when the answer was accepted.
    ///
    /// @param userId the customer's external id
    public void answer(String userId, int nps, String why, Instant now) {
        var body = Http.written(body(userId, nps, why, now.truncatedTo(ChronoUnit.SECONDS)));
        var signature = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), body);
        Http.text(HttpRequest.newBuilder(webhook)
                .header("Content-Type", "application/json")
                .header("Typeform-Signature", "sha256=" + signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private static Map<String, Object> body(String userId, int nps, String why, Instant submitted) {
        var question = Map.of("id", "q1", "type", "opinion_scale", "ref", "nps_question");
        var reason = Map.of("id", "q2", "type", "long_text", "ref", "why");
        return Map.of(
                "event_id", UUID.randomUUID().toString(),
                "event_type", "form_response",
                "form_response",
                        Map.of(
                                "form_id", "demo",
                                "token", UUID.randomUUID().toString(),
                                "landed_at", submitted.minusSeconds(40).toString(),
                                "submitted_at", submitted.toString(),
                                "hidden", Map.of("user_id", userId),
                                "definition",
                                        Map.of(
                                                "id",
                                                "demo",
                                                "title",
                                                "After purchase",
                                                "fields",
                                                List.of(question, reason)),
                                "answers",
                                        List.of(
                                                Map.of("type", "number", "number", nps, "field", question),
                                                Map.of("type", "text", "text", why, "field", reason))));
    }
}
