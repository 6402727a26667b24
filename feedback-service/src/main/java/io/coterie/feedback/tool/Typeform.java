package io.coterie.feedback.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.answer.Mapping;
import io.coterie.feedback.answer.MappingFormat;
import io.coterie.feedback.answer.TypeformMapping;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Typeform: `Typeform-Signature: sha256=` and the base64 HMAC-SHA256 of the body with the secret as it was typed.
public final class Typeform implements SurveyTool {
    private static final String SIGNATURE = "typeform-signature";
    private static final String PREFIX = "sha256=";
    private static final int LONGEST_SECRET = 256;
    private static final String COMPLETE = "form_response";

    private final MappingFormat mappings = new TypeformMapping();

    @Override
    public Set<String> headers() {
        return Set.of("content-type", "user-agent", SIGNATURE);
    }

    @Override
    public Optional<String> refuses(Secret secret) {
        boolean usable = !secret.value().isBlank() && secret.value().length() <= LONGEST_SECRET;
        return usable ? Optional.empty() : Optional.of("1 to " + LONGEST_SECRET + " characters");
    }

    @Override
    public MappingFormat mappings() {
        return mappings;
    }

    @Override
    public Verdict verify(Secret secret, Delivery delivery, Instant now) {
        String expected = PREFIX + Hmac.base64(secret.bytes(), delivery.body());
        boolean genuine = delivery.header(SIGNATURE)
                .map(given -> Hmac.same(expected, given.strip()))
                .orElse(false);
        return Verdict.of(genuine, "Typeform-Signature: expected sha256= and the base64 HMAC-SHA256 of the body");
    }

    @Override
    public Optional<String> deliveryId(Delivery delivery, JsonNode body) {
        return Stream.of(body.path("event_id"), body.at("/form_response/token"))
                .map(JsonNode::asText)
                .filter(id -> !id.isBlank())
                .findFirst();
    }

    @Override
    public Submission submission(Delivery delivery, JsonNode body, Mapping mapping, Instant receivedAt) {
        String token = body.at("/form_response/token").asText();
        if (!body.path("event_type").asText(COMPLETE).equals(COMPLETE)) {
            return new Submission.Ignored("event_type: expected " + COMPLETE);
        }
        if (token.isBlank()) {
            return new Submission.Ignored("form_response.token: expected the response's id");
        }
        Instant occurredAt = Stream.of("submitted_at", "landed_at")
                .flatMap(field -> Mapping.instant(body.path("form_response").path(field)).stream())
                .findFirst()
                .orElse(receivedAt);
        return new Submission.Complete(token, occurredAt);
    }
}
