package io.coterie.feedback.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.answer.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeformTest {
    private static final Secret SECRET = new Secret("abc123");
    private static final byte[] BODY = "{\"event_id\":\"01\"}".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final Mapping NOTHING = new Mapping(null, null, List.of(), null);
    private final Typeform typeform = new Typeform();

    @Test
    void theSignatureIsTheBase64OfTheHmacOfTheRawBody() {
        // printf '{"event_id":"01"}' | openssl dgst -sha256 -hmac abc123 -binary | base64
        assertThat(verdict("sha256=/iYQHs3N4jXDewoGPiJkZzNBlE7N5DxyX9KTMV4GW6o=", BODY))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void oneChangedByteIsRefused() {
        assertThat(verdict(
                        "sha256=/iYQHs3N4jXDewoGPiJkZzNBlE7N5DxyX9KTMV4GW6o=", "{\"event_id\":\"02\"}".getBytes(UTF_8)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aSignatureWithoutItsPrefixIsRefused() {
        assertThat(verdict("/iYQHs3N4jXDewoGPiJkZzNBlE7N5DxyX9KTMV4GW6o=", BODY))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void noSignatureIsRefused() {
        assertThat(typeform.verify(SECRET, new Delivery(BODY, Map.of()), NOW)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aPartialResponseIsIgnored() throws Exception {
        assertThat(submission("""
                {"event_type": "form_response_partial", "form_response": {"token": "t1"}}
                """)).isInstanceOf(Submission.Ignored.class);
    }

    @Test
    void aResponseWithoutTokenIsIgnored() throws Exception {
        assertThat(submission("{\"event_type\": \"form_response\"}")).isInstanceOf(Submission.Ignored.class);
    }

    @Test
    void theTimeIsTheSubmissionsElseTheLandingsElseTheArrivals() throws Exception {
        assertThat(occurredAt("\"submitted_at\": \"2026-01-15T09:00:00Z\", \"landed_at\": \"2026-01-15T08:00:00Z\""))
                .isEqualTo("2026-01-15T09:00:00Z");
        assertThat(occurredAt("\"submitted_at\": \"soon\", \"landed_at\": \"2026-01-15T08:00:00Z\""))
                .isEqualTo("2026-01-15T08:00:00Z");
        assertThat(occurredAt("\"answers\": []")).isEqualTo(NOW);
    }

    @Test
    void aBlankSecretIsRefused() {
        assertThat(typeform.refuses(new Secret(" "))).isPresent();
        assertThat(typeform.refuses(SECRET)).isEmpty();
    }

    @Test
    void aSecretDoesNotTellItself() {
        assertThat(SECRET.toString()).doesNotContain("abc123");
    }

    private Instant occurredAt(String fields) throws Exception {
        Submission submission = submission("{\"form_response\": {\"token\": \"t1\", " + fields + "}}");
        return ((Submission.Complete) submission).occurredAt();
    }

    private Submission submission(String body) throws Exception {
        JsonNode json = new ObjectMapper().readTree(body);
        return typeform.submission(new Delivery(body.getBytes(UTF_8), Map.of()), json, NOTHING, NOW);
    }

    private Verdict verdict(String signature, byte[] body) {
        return typeform.verify(SECRET, new Delivery(body, Map.of("typeform-signature", signature)), NOW);
    }
}
