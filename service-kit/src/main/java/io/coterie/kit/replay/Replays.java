package io.coterie.kit.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where replays are kept. Who works on one holds its lease, which ends by itself when the replica dies.
public interface Replays {
    /// How long a lease lasts without a slice.
    Duration LEASE = Duration.ofSeconds(30);

    /// @param attempts how often it was leased since its last slice, this time included
    record Leased(Replay replay, UUID holder, int attempts) {}

    void add(Replay replay);

    Optional<Replay> find(UUID id);

    /// Those before the given one, newest first.
    List<Replay> newestFirst(@Nullable UUID before, int most);

    /// The oldest open replay that nobody works on; it is running from now on.
    Optional<Leased> lease(UUID holder);

    /// Puts the next slice of these facts into the outbox, on the bulk lane, and saves how far that is: both or
    /// neither.
    /// Empty where another replica has the lease now, or the replay has ended meanwhile.
    Optional<Replay> advance(Replay from, UUID holder, ReplayableFacts facts, int most);

    /// Lets any replica go on after a pause.
    void release(Leased lease, Duration pause, int attempts);

    void fail(Leased lease, String why);

    /// Ends it, unless it has ended.
    void cancel(UUID id);
}
