package io.coterie.demo.suite;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/// Calls the suite's webhook as any tool does that keeps to Standard Webhooks.
///
/// @param secret `whsec_` and the key in base64
public record StandardWebhook(URI webhook, String secret) {

    /// Returns when the answer was accepted.
    public void answer(String email, int score, String comment, Instant now) {
        var body = Http.written(Map.of("email", email, "score", score, "comment", comment, "at", now.toString()));
        var id = "msg_" + UUID.randomUUID().toString().replace("-", "");
        var timestamp = Long.toString(now.getEpochSecond());
        Http.text(HttpRequest.newBuilder(webhook)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(id + "." + timestamp + "." + body))
                .POST(BodyPublishers.ofString(body)));
    }

    String signature(String signed) {
        return Hmac.sha256(Base64.getDecoder().decode(secret.substring("whsec_".length())), signed);
    }
}
