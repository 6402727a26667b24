package io.coterie.segment.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A sync as people see it. What a receiver answers is not kept but for the status.
///
/// @param disabledBecause `gone` (it answered 410) or `failing` (for days)
/// @param sequence of the latest message
/// @param lagSeconds how long the oldest change waits that the receiver has not taken; while all members are being
///     sent, since that was asked for
/// @param failures of the latest message
/// @param lastError why the last attempt failed: `status`, `timeout`, `connection`, `tls`, `unknown-host`,
///     `refused-address`
@JsonInclude(JsonInclude.Include.ALWAYS)
record SyncView(
        UUID id,
        String url,
        Sync.State state,
        @Nullable String disabledBecause,
        Snapshot snapshot,
        long sequence,
        double lagSeconds,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant lastSuccessAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        Instant createdAt) {

    /// The latest sending of all members.
    ///
    /// @param asOf as of when they are members; absent until it has begun
    /// @param members whom the receiver has taken so far
    /// @param complete whether it has taken all
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Snapshot(UUID id, Instant requestedAt, @Nullable Instant asOf, long members, boolean complete) {}

    static SyncView of(Sync sync, @Nullable Instant waitingSince, Instant now) {
        Sync.Snapshot snapshot = sync.snapshot();
        boolean complete = snapshot.stage() == Sync.Stage.CHANGES;
        Instant behindSince = complete ? waitingSince : snapshot.requestedAt();
        Sync.Health health = sync.health();
        return new SyncView(
                sync.id(),
                sync.url(),
                sync.state(),
                sync.disabledBecause(),
                new Snapshot(snapshot.id(), snapshot.requestedAt(), snapshot.asOf(), snapshot.members(), complete),
                sync.sequence(),
                behindSince == null
                        ? 0
                        : Math.max(0, Duration.between(behindSince, now).toMillis() / 1_000.0),
                health.failures(),
                health.failingSince(),
                health.lastSuccessAt(),
                health.lastStatus(),
                health.lastError(),
                sync.createdAt());
    }
}
