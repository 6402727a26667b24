package io.coterie.kit.heartbeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Whether a service makes heartbeats, and how often.
@ConfigMapping(prefix = "coterie.heartbeat")
public interface HeartbeatConfig {
    /// The first part of the service's event types, such as `customer`; absent where nobody waits for its facts.
    Optional<String> owner();

    @WithDefault("500ms")
    Duration every();
}
