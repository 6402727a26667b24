package io.coterie.customer.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.UUID;

/// An item of `customer.behaviours-recorded.v1`.
record BehaviourRecorded(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        String event,
        Instant occurredAt,
        Instant recordedAt,
        String source,
        boolean historical,
        ObjectNode properties) {
    static final String TYPE = "customer.behaviours-recorded.v1";

    static BehaviourRecorded of(Behaviour behaviour, Origin origin) {
        return new BehaviourRecorded(
                behaviour.id(),
                origin.causationId(),
                origin.correlationId(),
                origin.hops(),
                behaviour.customerId(),
                behaviour.event(),
                behaviour.occurredAt(),
                behaviour.recordedAt(),
                behaviour.source(),
                behaviour.historical(),
                behaviour.properties());
    }
}
