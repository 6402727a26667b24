package io.coterie.segment.watermark;

import io.coterie.kit.heartbeat.Heartbeat;
import java.util.Collection;
import java.util.Map;

/// What the last heartbeat said that was found complete; what later ones say is compared with it.
///
/// @param position everything of the source below it has been dealt with here
/// @param published live events below the position by type, since ever
record Base(long position, Map<String, Long> published) {
    static Base of(Heartbeat beat) {
        return new Base(beat.position(), beat.published());
    }

    /// Whether all events of these types below the beat's position have arrived.
    ///
    /// @param arrived how many of each type have, from this position to below the beat's
    boolean isReachedBy(Heartbeat beat, Collection<String> types, Map<String, Long> arrived) {
        return types.stream()
                .allMatch(type -> arrived.getOrDefault(type, 0L) >= count(beat.published(), type) - count(published, type));
    }

    private static long count(Map<String, Long> events, String type) {
        return events.getOrDefault(type, 0L);
    }
}
