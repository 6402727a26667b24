package io.coterie.kit.intake;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import java.util.Optional;
import java.util.UUID;

/// That an event came in.
///
/// @param eventId the event's own id, or the id beside the body where the body cannot be read
public record Receipt(UUID eventId, Delivery delivery) {
    /// Where the event stands among its service's live events; empty where heartbeats do not count it.
    Optional<Long> position() {
        return delivery.lane() == Lane.LIVE && delivery.type() != null
                ? delivery.header(WrittenEvent.POSITION).map(Long::valueOf)
                : Optional.empty();
    }
}
