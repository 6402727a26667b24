package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What waits to be published, seen by those who watch over it. Nobody here sees the events themselves.
public interface Backlog {
    /// How much waits on a lane.
    ///
    /// @param pending events, counted no further than was asked for
    /// @param oldest the age of the oldest of those that have a queue to go to; zero where there is none
    record Depth(long pending, Duration oldest) {
        public static final Depth NONE = new Depth(0, Duration.ZERO);
    }

    /// The same in full.
    ///
    /// @param leased events that a relay works on, or that wait for the end of their lease
    /// @param stuck events that were tried often, or that no queue wanted
    record Summary(long pending, long oldestSeconds, long leased, long stuck) {}

    /// An event that does not get away.
    record StuckEvent(
            UUID id, String type, Lane lane, Instant createdAt, int attempts, boolean unroutable, int bytes) {}

    /// Cheap, however much waits.
    Depth depth(Lane lane, long countedUpTo);

    Summary summary(Lane lane, int stuckAfter);

    /// The oldest first.
    List<StuckEvent> stuck(int stuckAfter, @Nullable UUID after, int most);

    /// Ends the event's lease and forgets its attempts, so that a relay takes it up at once; false where there is no
    /// such event (any longer).
    boolean retry(UUID id);
}
