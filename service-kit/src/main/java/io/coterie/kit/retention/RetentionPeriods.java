package io.coterie.kit.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long things are kept, and when it is looked for what is too old.
@ConfigMapping(prefix = "coterie.retention")
public interface RetentionPeriods {
    /// What was replayed or discarded. What waits for a decision stays for ever.
    @WithDefault("P30D")
    Duration settledParked();

    /// Attempts at messages that never came again.
    @WithDefault("P1D")
    Duration attempts();

    @WithDefault("PT1H")
    Duration every();

    /// From the start of the service to the first look.
    @WithDefault("PT5M")
    Duration delay();
}
