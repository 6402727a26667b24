package io.coterie.kit.intake;

import java.util.UUID;

/// That an event came in.
///
/// @param eventId the event's own id, or the id beside the body where the body cannot be read
public record Receipt(UUID eventId, Delivery delivery) {}
