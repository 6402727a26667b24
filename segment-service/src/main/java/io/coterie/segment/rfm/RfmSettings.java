package io.coterie.segment.rfm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is scored.
///
/// @param event the name of the behaviour that is an order
/// @param property its amount of money
/// @param currency the one whose amounts count, empty for amounts without one; absent where it is to be found out
/// @param lookBack how far back orders count; absent where all do
public record RfmSettings(
        String event,
        String property,
        @Nullable String currency,
        @Nullable Duration lookBack,
        Mode mode) {
    public static final RfmSettings DEFAULT = new RfmSettings("Order Completed", "total", null, null, Mode.QUINTILE);

    public RfmSettings in(String known) {
        return new RfmSettings(event, property, known, lookBack, mode);
    }
}
