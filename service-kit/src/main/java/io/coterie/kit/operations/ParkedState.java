package io.coterie.kit.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What became of a parked message.
public enum ParkedState {
    /// Nobody has decided yet.
    WAITING,
    /// It had its effect after all.
    REPLAYED,
    /// An operator let it go.
    DISCARDED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ParkedState> of(String key) {
        return Stream.of(values()).filter(each -> each.key().equals(key)).findFirst();
    }
}
