package io.coterie.feedback.response;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Events that need not survive: of each lane the newest one, until the relay takes it or a newer one replaces it.
@Singleton
public class UnstoredEvents {
    private final Map<Lane, WrittenEvent> newest = new ConcurrentHashMap<>();
    private final PublishSignal signal;

    UnstoredEvents(PublishSignal signal) {
        this.signal = signal;
    }

    public void offer(Lane lane, WrittenEvent event) {
        newest.put(lane, event);
        signal.raise(lane);
    }

    Optional<WrittenEvent> take(Lane lane) {
        return Optional.ofNullable(newest.remove(lane));
    }
}
