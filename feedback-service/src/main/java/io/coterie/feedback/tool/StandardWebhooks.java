package io.coterie.feedback.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.answer.JsonPathMapping;
import io.coterie.feedback.answer.Mapping;
import io.coterie.feedback.answer.MappingFormat;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Standard Webhooks (standardwebhooks.com): `webhook-signature` holds one or more `v1,` and the base64 HMAC-SHA256 of
/// `webhook-id.webhook-timestamp.body`, parted by spaces; the secret is `whsec_` and a base64 key.
public final class StandardWebhooks implements SurveyTool {
    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private final MappingFormat mappings = new JsonPathMapping();

    @Override
    public Set<String> headers() {
        return Set.of("content-type", "user-agent", ID, TIMESTAMP, SIGNATURE);
    }

    @Override
    public Optional<String> refuses(Secret secret) {
        int length = key(secret).map(key -> key.length).orElse(0);
        boolean usable = length >= SHORTEST_KEY && length <= LONGEST_KEY;
        return usable ? Optional.empty() : Optional.of("whsec_ and the base64 of 24 to 64 bytes");
    }

    @Override
    public MappingFormat mappings() {
        return mappings;
    }

    @Override
    public Verdict verify(Secret secret, Delivery delivery, Instant now) {
        Optional<String> id = delivery.header(ID).filter(text -> !text.isBlank());
        Optional<Instant> sentAt = sentAt(delivery);
        Optional<String> signatures = delivery.header(SIGNATURE);
        Optional<byte[]> key = key(secret);
        if (id.isEmpty() || sentAt.isEmpty() || signatures.isEmpty() || key.isEmpty()) {
            return new Verdict.Refused("expected the headers webhook-id, webhook-timestamp and webhook-signature");
        }
        if (Duration.between(sentAt.get(), now).abs().compareTo(TOLERANCE) > 0) {
            return new Verdict.Refused("webhook-timestamp: expected at most 300 seconds from now");
        }
        byte[] signed = (id.get() + "." + delivery.headers().get(TIMESTAMP) + ".").getBytes(StandardCharsets.UTF_8);
        String expected = VERSION + Hmac.base64(key.get(), signed, delivery.body());
        return Verdict.of(
                anyIs(expected, signatures.get()),
                "webhook-signature: expected v1, and the base64 HMAC-SHA256 of id.timestamp.body");
    }

    @Override
    public Optional<String> deliveryId(Delivery delivery, JsonNode body) {
        return delivery.header(ID);
    }

    @Override
    public Submission submission(Delivery delivery, JsonNode body, Mapping mapping, Instant receivedAt) {
        Instant occurredAt = mapping.occurredAt(body).or(() -> sentAt(delivery)).orElse(receivedAt);
        return new Submission.Complete(Objects.requireNonNull(delivery.headers().get(ID)), occurredAt);
    }

    private static boolean anyIs(String expected, String signatures) {
        boolean found = false;
        for (String signature : signatures.strip().split(" +", -1)) {
            found |= Hmac.same(expected, signature);
        }
        return found;
    }

    private static Optional<Instant> sentAt(Delivery delivery) {
        try {
            return delivery.header(TIMESTAMP).map(Long::parseLong).map(Instant::ofEpochSecond);
        } catch (NumberFormatException | DateTimeException noTimestamp) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> key(Secret secret) {
        if (!secret.value().startsWith(SECRET_PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(secret.value().substring(SECRET_PREFIX.length())));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
