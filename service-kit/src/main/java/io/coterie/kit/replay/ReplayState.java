package io.coterie.kit.replay;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum ReplayState {
    WAITING,
    RUNNING,
    /// All facts are in the outbox.
    DONE,
    /// It could not go on, though the database was there.
    FAILED,
    CANCELLED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ReplayState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean isOpen() {
        return this == WAITING || this == RUNNING;
    }
}
