package io.coterie.segment.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How audiences elsewhere are told.
@ConfigMapping(prefix = "coterie.sync")
interface SyncSettings {
    /// Whether URLs may begin with `http:`; for tests and development.
    @WithDefault("false")
    boolean allowHttp();

    /// Whether a URL may lead into the network that the service itself runs in.
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /// For one message, from the look-up of the host's name to the status of the answer.
    @WithDefault("PT10S")
    Duration timeout();

    /// After the first failure; twice as long after each one more.
    @WithDefault("PT1S")
    Duration firstPause();

    @WithDefault("PT1H")
    Duration longestPause();

    /// A receiver that has failed for so long is no longer tried.
    @WithDefault("P5D")
    Duration giveUpAfter();

    /// How long messages are also signed with the secret before.
    @WithDefault("PT24H")
    Duration secretOverlap();
}
