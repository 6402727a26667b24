package io.coterie.kit.pressure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much may wait in the outbox. Events are counted, of which one holds up to 500 items.
@ConfigMapping(prefix = "coterie.outbox")
public interface OutboxLimits {
    /// Above so many pending events, imports, replays and backfills pause.
    @WithDefault("20000")
    long pauseImportsAbove();

    /// They pause as well when the oldest event waits so long: then events come faster than they go.
    @WithDefault("PT1M")
    Duration pauseImportsWhenOlderThan();

    /// Above so many pending events nothing new is taken in.
    @WithDefault("200000")
    long refuseAbove();

    /// What a caller is told to wait.
    @WithDefault("PT5S")
    Duration retryAfter();

    @WithDefault("PT1S")
    Duration measuredEvery();

    /// An event that was tried oftener counts as stuck.
    @WithDefault("10")
    int stuckAfterAttempts();
}
