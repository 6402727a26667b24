package io.coterie.kit.heartbeat;

import io.coterie.kit.event.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The one item of a heartbeat: everything that its service recorded before a time is published, namely so many live
/// events of each type, since ever, with a position below this one.
///
/// @param recordedBefore exclusive, by the suite's clock
/// @param position exclusive; positions only order the events of one service, see [io.coterie.kit.event.WrittenEvent]
/// @param published numbers of live events by type; a type that is absent had none
public record Heartbeat(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        Instant recordedBefore,
        long position,
        Map<String, Long> published) {
    private static final String SUFFIX = ".heartbeat.v1";

    public static Heartbeat of(Instant recordedBefore, long position, Map<String, Long> published) {
        UUID id = Ids.next();
        return new Heartbeat(id, id, id, 0, recordedBefore, position, Map.copyOf(published));
    }

    /// The event type of an owner's heartbeats, such as `customer.heartbeat.v1`.
    public static String typeOf(String owner) {
        return owner + SUFFIX;
    }

    public static boolean isTypeOf(String eventType) {
        return eventType.endsWith(SUFFIX);
    }
}
