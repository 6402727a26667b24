package io.coterie.customer.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a customer did. Never changed once it is recorded.
///
/// @param source key of the source that told
/// @param historical recorded long after it happened
/// @param context where and how, as the Segment API carries it
public record Behaviour(
        UUID id,
        UUID customerId,
        String event,
        Instant occurredAt,
        Instant recordedAt,
        String source,
        boolean historical,
        ObjectNode properties,
        @Nullable ObjectNode context) {

    /// The same, recorded long after it happened.
    Behaviour ofThePast() {
        return new Behaviour(id, customerId, event, occurredAt, recordedAt, source, true, properties, context);
    }
}
