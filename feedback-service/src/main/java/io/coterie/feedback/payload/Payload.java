package io.coterie.feedback.payload;

import io.coterie.feedback.tool.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;

/// A delivery as it came in, byte for byte. The id is derived from the source and the tool's own id, so that a repeated
/// delivery is the same document.
public record Payload(
        @BsonId UUID id,
        UUID source,
        byte[] body,
        Map<String, String> headers,
        Instant receivedAt,
        PayloadState state) {
    public Delivery delivery() {
        return new Delivery(body, headers);
    }
}
