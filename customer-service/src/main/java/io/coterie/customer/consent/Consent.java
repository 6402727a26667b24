package io.coterie.customer.consent;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a customer may be written to through a channel for a purpose, since when, and in which version.
public record Consent(String channel, String purpose, boolean granted, long version, Instant changedAt) {

    /// What the choice makes of the present state: a next version, or nothing where it says the same or is older.
    static Optional<Consent> after(@Nullable Consent present, ConsentChoice choice, Instant at) {
        if (present == null) {
            return Optional.of(new Consent(choice.channel(), choice.purpose(), choice.granted(), 1, at));
        }
        if (present.granted == choice.granted() || at.isBefore(present.changedAt)) {
            return Optional.empty();
        }
        return Optional.of(new Consent(choice.channel(), choice.purpose(), choice.granted(), present.version + 1, at));
    }
}
