package io.coterie.customer.consent;

import io.coterie.customer.text.Refused;
import io.coterie.customer.text.Words;
import org.jspecify.annotations.Nullable;

/// What a customer chose for a channel and a purpose, for example `email` and `marketing`.
public record ConsentChoice(String channel, String purpose, boolean granted) {

    /// As it came in.
    public static ConsentChoice of(
            String where, @Nullable String channel, @Nullable String purpose, @Nullable Boolean granted) {
        if (granted == null) {
            throw new Refused(where + ".granted", "true or false");
        }
        return new ConsentChoice(
                Words.key(where + ".channel", channel), Words.key(where + ".purpose", purpose), granted);
    }
}
