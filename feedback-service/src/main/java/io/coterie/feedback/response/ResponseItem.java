package io.coterie.feedback.response;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item of `feedback.responses-recorded.v1`.
record ResponseItem(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        int version,
        UUID source,
        String survey,
        Instant occurredAt,
        Instant recordedAt,
        boolean historical,
        Map<String, Integer> scores,
        @Nullable String comment) {
    static final String TYPE = "feedback.responses-recorded.v1";
}
