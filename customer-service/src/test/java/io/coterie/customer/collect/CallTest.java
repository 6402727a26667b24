package io.coterie.customer.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.recording.Fact;
import io.coterie.kit.event.JsonSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final UUID SHOP = UUID.randomUUID();
    private static final Instant RECEIVED = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void aClockThatIsWrongIsCorrectedByWhenTheClientSaysItSent() {
        var fact = tracked("""
                {"sentAt": "2026-01-15T13:00:00Z", "batch": [
                  {"type": "track", "userId": "u", "event": "E", "timestamp": "2026-01-15T12:59:30Z"}]}""");

        assertThat(fact.occurredAt()).isEqualTo("2026-01-15T09:59:30Z");
    }

    @Test
    void theOriginalTimestampGoesBeforeTheTimestamp() {
        var fact = tracked("""
                {"batch": [{"type": "track", "userId": "u", "event": "E", "sentAt": "2026-01-15T10:00:05Z",
                            "originalTimestamp": "2026-01-15T10:00:00Z", "timestamp": "2001-01-01T00:00:00Z"}]}""");

        assertThat(fact.occurredAt()).isEqualTo("2026-01-15T09:59:55Z");
    }

    @Test
    void withoutTimesItHappenedWhenItCame() {
        var fact = tracked(
                "{\"sentAt\": \"soon\", \"batch\": [{\"type\": \"track\", \"userId\": \"u\", \"event\": \"E\"}]}");

        assertThat(fact.occurredAt()).isEqualTo(RECEIVED);
    }

    @Test
    void theBatchsContextIsMergedBelowTheItems() {
        var fact = tracked("""
                {"context": {"library": {"name": "sdk"}, "ip": "::1"}, "batch": [
                  {"type": "track", "userId": "u", "event": "E", "context": {"ip": "::2"}}]}""");

        assertThat(fact.context()).hasToString("{\"library\":{\"name\":\"sdk\"},\"ip\":\"::2\"}");
    }

    @Test
    void aMessageIdIsTheSameFactAlwaysWithinItsSource() {
        String message =
                "{\"batch\": [{\"type\": \"track\", \"userId\": \"u\", \"event\": \"E\", \"messageId\": \"m\"}]}";

        assertThat(tracked(message).id()).isEqualTo(tracked(message).id());
        assertThat(facts(message, UUID.randomUUID()).getFirst().id())
                .isNotEqualTo(tracked(message).id());
    }

    private static Fact.Behaved tracked(String body) {
        return (Fact.Behaved) facts(body, SHOP).getFirst();
    }

    private static List<Fact> facts(String body, UUID source) {
        try {
            var json = (ObjectNode) JSON.readTree(body);
            return Batch.of(source, json.get("batch"), Call.of(json, RECEIVED)).facts();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
