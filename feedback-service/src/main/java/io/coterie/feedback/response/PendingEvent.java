package io.coterie.feedback.response;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.trace.TraceParent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that its document carries until the broker has it. Before `due` nobody may publish it: that is a lease.
///
/// @param attempts how often it was leased
/// @param unroutable whether the broker gave it back because no queue wanted it
/// @param position where it stands in the ledger; null where heartbeats do not count it
/// @param traceparent the trace in which it was written
public record PendingEvent(
        UUID id,
        Lane lane,
        String type,
        byte[] body,
        Instant due,
        int attempts,
        boolean unroutable,
        @Nullable Long position,
        @Nullable String traceparent) {
    /// The collection of erasures, which carry their receipts as responses do their events.
    public static final String ERASURES = "erasures";

    public static PendingEvent of(WrittenEvent event, Lane lane) {
        return new PendingEvent(
                event.id(), lane, event.type(), event.body(), Instant.EPOCH, 0, false, null, TraceParent.current());
    }

    PendingEvent at(long announcedAt) {
        return new PendingEvent(id, lane, type, body, due, attempts, unroutable, announcedAt, traceparent);
    }

    WrittenEvent written() {
        Map<String, Object> headers = new HashMap<>();
        if (position != null) {
            headers.put(WrittenEvent.POSITION, position);
        }
        if (traceparent != null) {
            headers.put(TraceParent.NAME, traceparent);
        }
        return new WrittenEvent(id, type, body, Map.copyOf(headers));
    }
}
