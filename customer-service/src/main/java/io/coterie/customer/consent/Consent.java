package io.coterie.customer.consent;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a customer may be written to through a channel for a purpose, since when, and in which version.
///
/// @param historical read from a file of the past, so that any explicit choice goes before it
public record Consent(
        String channel, String purpose, boolean granted, long version, Instant changedAt, boolean historical) {

    /// What the choice makes of the present state: a next version, or nothing where it says the same or is older.
    /// Choices of the past only fill gaps: what is known of a consent is newer than any history.
    static Optional<Consent> after(@Nullable Consent present, ConsentChoice choice, Instant at, boolean historical) {
        if (present == null) {
            return Optional.of(next(choice, 1, at, historical));
        }
        boolean counts = present.historical || (present.granted != choice.granted() && !at.isBefore(present.changedAt));
        return historical || !counts ? Optional.empty() : Optional.of(next(choice, present.version + 1, at, false));
    }

    private static Consent next(ConsentChoice choice, long version, Instant at, boolean historical) {
        return new Consent(choice.channel(), choice.purpose(), choice.granted(), version, at, historical);
    }
}
