package io.coterie.segment.curation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.audit.ListAction;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of a list by the customers that are named.
enum Mode {
    ADD(ListAction.ADDED),
    REMOVE(ListAction.REMOVED),
    /// They are on the list, and nobody else.
    REPLACE(ListAction.REPLACED);

    private final ListAction action;

    Mode(ListAction action) {
        this.action = action;
    }

    ListAction action() {
        return action;
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> of(String word) {
        return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
