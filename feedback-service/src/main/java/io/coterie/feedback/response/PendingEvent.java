package io.coterie.feedback.response;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that its response carries until the broker has it. Before `due` nobody may publish it: that is a lease.
///
/// @param attempts how often it was leased
/// @param unroutable whether the broker gave it back because no queue wanted it
/// @param position where it stands in the ledger; null where heartbeats do not count it
public record PendingEvent(
        UUID id,
        Lane lane,
        String type,
        byte[] body,
        Instant due,
        int attempts,
        boolean unroutable,
        @Nullable Long position) {
    static PendingEvent of(WrittenEvent event, Lane lane) {
        return new PendingEvent(event.id(), lane, event.type(), event.body(), Instant.EPOCH, 0, false, null);
    }

    PendingEvent at(long announcedAt) {
        return new PendingEvent(id, lane, type, body, due, attempts, unroutable, announcedAt);
    }

    WrittenEvent written() {
        Map<String, Object> headers = position == null ? Map.of() : Map.of(WrittenEvent.POSITION, position);
        return new WrittenEvent(id, type, body, headers);
    }
}
