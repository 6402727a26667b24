package io.coterie.segment.watermark;

import io.coterie.kit.heartbeat.Heartbeat;
import org.jspecify.annotations.Nullable;

/// The heartbeats of one source that were heard here and are not found complete yet: the one that is being looked at,
/// which stays until it is complete, and the newest. All between them are covered by the newest.
final class HeardBeats {
    private @Nullable Heartbeat current;
    private @Nullable Heartbeat newest;

    synchronized void hear(Heartbeat beat) {
        if (current == null) {
            current = beat;
        } else if (beat.position() > (newest == null ? current : newest).position()) {
            newest = beat;
        }
    }

    synchronized @Nullable Heartbeat current() {
        return current;
    }

    synchronized void done(Heartbeat beat) {
        if (beat.equals(current)) {
            current = newest;
            newest = null;
        }
    }
}
