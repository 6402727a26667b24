package io.coterie.systemtest.load;

import io.coterie.systemtest.suite.Http;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A survey tool that keeps to Standard Webhooks (standardwebhooks.com).
public record Webhook(URI uri, byte[] key) {

    static Webhook connect(Suite suite, String survey) {
        var key = (survey + " and enough bytes for a key").getBytes(StandardCharsets.UTF_8);
        var added = suite.api(ServiceName.FEEDBACK)
                .post(
                        "/feedback-sources",
                        Map.of(
                                "provider",
                                "standard",
                                "name",
                                survey,
                                "secret",
                                "whsec_" + Base64.getEncoder().encodeToString(key),
                                "mapping",
                                Map.of(
                                        "nps",
                                        "$.score",
                                        "occurredAt",
                                        "$.at",
                                        "identity",
                                        Map.of("email", "$.email"))));
        return new Webhook(URI.create(added.path("url").asText()), key);
    }

    /// Signed anew whenever it is sent again: the id tells that it is the same.
    ///
    /// @param replica of feedback-service
    public HttpRequest call(URI replica, Shop shop, Fact.Answer answer) {
        var body = Http.written(Map.of(
                "email",
                shop.email(answer.customer()),
                "score",
                answer.score(),
                "at",
                answer.at().toString()));
        var timestamp = Long.toString(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(replica.resolve(uri.getPath()))
                .timeout(Http.PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", answer.id())
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(answer.id() + "." + timestamp + "." + body))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String signature(String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
