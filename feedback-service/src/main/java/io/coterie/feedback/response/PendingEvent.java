package io.coterie.feedback.response;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import java.time.Instant;
import java.util.UUID;

/// An event that its document carries until the broker has it. Before `due` nobody may publish it: that is a lease.
///
/// @param attempts how often it was leased
/// @param unroutable whether the broker gave it back because no queue wanted it
public record PendingEvent(
        UUID id, Lane lane, String type, byte[] body, Instant due, int attempts, boolean unroutable) {
    /// The collection of erasures, which carry their receipts as responses do their events.
    public static final String ERASURES = "erasures";

    public static PendingEvent of(WrittenEvent event, Lane lane) {
        return new PendingEvent(event.id(), lane, event.type(), event.body(), Instant.EPOCH, 0, false);
    }

    WrittenEvent written() {
        return WrittenEvent.of(id, type, body);
    }
}
