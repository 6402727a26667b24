package io.coterie.feedback;

import static io.restassured.RestAssured.given;

import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Survey tools as the service meets them: they are introduced, and they sign what they send. The signing is written
/// apart from the service's.
public final class SurveyTools {
    public static final String TYPEFORM_SECRET = "a typeform secret";
    public static final String STANDARD_KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private SurveyTools() {}

    public static UUID typeformSource() {
        return source(Map.of(
                "provider",
                "typeform",
                "name",
                "After purchase",
                "secret",
                TYPEFORM_SECRET,
                "mapping",
                Map.of(
                        "nps", Map.of("ref", "nps_question"),
                        "comment", Map.of("ref", "why"),
                        "identity", Map.of("hidden", "user_id"))));
    }

    public static UUID standardSource() {
        return source(Map.of(
                "provider",
                "standard",
                "name",
                "Own tool",
                "secret",
                "whsec_" + STANDARD_KEY,
                "mapping",
                Map.of(
                        "nps", "$.score",
                        "comment", "$.comment",
                        "identity", Map.of("email", "$.email"))));
    }

    public static UUID source(Map<String, ?> body) {
        return UUID.fromString(given().auth()
                .oauth2(OidcResource.token("operator"))
                .contentType("application/json")
                .body(body)
                .post("/feedback-sources")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    public static byte[] typeformBody(String token, String userId, int nps, String comment) {
        return """
                {"event_id": "event-%1$s", "event_type": "form_response",
                 "form_response": {"form_id": "lT4Z3j", "token": "%1$s",
                   "landed_at": "2020-01-18T18:07:02Z", "submitted_at": "2020-01-18T18:17:02Z",
                   "hidden": {"user_id": "%2$s"},
                   "answers": [
                     {"type": "number", "number": %3$d, "field": {"id": "a", "type": "opinion_scale", "ref": "nps_question"}},
                     {"type": "text", "text": "%4$s", "field": {"id": "b", "type": "long_text", "ref": "why"}}]}}
                """.formatted(token, userId, nps, comment).getBytes(StandardCharsets.UTF_8);
    }

    public static Response typeform(UUID source, byte[] body) {
        return typeform(given(), source, body);
    }

    public static Response typeform(RequestSpecification request, UUID source, byte[] body) {
        String signature = "sha256=" + hmac(TYPEFORM_SECRET.getBytes(StandardCharsets.UTF_8), body);
        return request.header("Typeform-Signature", signature)
                .contentType("application/json")
                .body(body)
                .post("/webhooks/typeform/" + source);
    }

    public static Response standard(UUID source, String id, byte[] body) {
        long timestamp = MovableClockResource.clock().instant().getEpochSecond();
        return given().header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1,bm8= v1," + standardSignature(id, timestamp, body))
                .contentType("application/json")
                .body(body)
                .post("/webhooks/standard/" + source);
    }

    private static String standardSignature(String id, long timestamp, byte[] body) {
        String signed = id + "." + timestamp + "." + new String(body, StandardCharsets.UTF_8);
        return hmac(Base64.getDecoder().decode(STANDARD_KEY), signed.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
