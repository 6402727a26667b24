package io.coterie.feedback.payload;

import io.coterie.feedback.tool.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// A delivery as it came in, byte for byte. The id is derived from the source and the tool's own id, so that a repeated
/// delivery is the same document.
///
/// @param traceparent the trace in which it came in, for whoever looks into it later
public record Payload(
        @BsonId UUID id,
        UUID source,
        byte[] body,
        Map<String, String> headers,
        Instant receivedAt,
        PayloadState state,
        @Nullable String traceparent) {
    public Delivery delivery() {
        return new Delivery(body, headers);
    }
}
