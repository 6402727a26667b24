package io.coterie.systemtest.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// An event on its way: a CloudEvent in structured JSON whose data is a list of items.
public record Event(String id, String type, byte[] body) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// These items in a new envelope.
    public static Event of(String type, List<JsonNode> items) {
        var id = uuidOfNow().toString();
        var envelope = Map.of(
                "specversion",
                "1.0",
                "id",
                id,
                "source",
                "/system-test",
                "type",
                type,
                "time",
                Instant.now().toString(),
                "datacontenttype",
                "application/json",
                "data",
                Map.of("items", items));
        return new Event(id, type, Http.written(envelope).getBytes(StandardCharsets.UTF_8));
    }

    public List<JsonNode> items() {
        var items = Http.parsed(new String(body, StandardCharsets.UTF_8))
                .path("data")
                .path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    /// UUIDv7.
    public static UUID uuidOfNow() {
        var high = System.currentTimeMillis() << 16 | 0x7000L | RANDOM.nextInt(0x1000);
        return new UUID(high, (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }
}
