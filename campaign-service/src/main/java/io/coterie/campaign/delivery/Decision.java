package io.coterie.campaign.delivery;

import java.time.Duration;

/// What to do with a delivery whose turn it is.
sealed interface Decision {
    record Send(String address) implements Decision {}

    /// Ask again after a while.
    record Hold(Duration pause) implements Decision {}

    record Suppress(Reason reason) implements Decision {}
}
