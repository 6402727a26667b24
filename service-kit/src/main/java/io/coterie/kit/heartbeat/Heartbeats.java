package io.coterie.kit.heartbeat;

import java.time.Duration;

/// Makes the heartbeats of a service where its events are kept.
///
/// A time is fixed first; it is told once everything recorded before it is published. There is never more than one that
/// waits, and among replicas one tells.
public interface Heartbeats {
    /// Fixes a time, unless one waits already; then tells it if it can be told.
    ///
    /// @return whether none waits any more: it was told here, or another replica told one
    boolean advance();

    /// How long the present one waits already; zero when none does.
    Duration held();
}
