package io.coterie.segment.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What was done to a static list.
public enum ListAction {
    CREATED,
    /// Customers were put on it.
    ADDED,
    /// Customers were taken off it.
    REMOVED,
    /// Everybody on it was named anew.
    REPLACED,
    ARCHIVED,
    RESTORED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
