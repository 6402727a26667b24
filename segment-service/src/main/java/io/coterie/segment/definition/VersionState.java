package io.coterie.segment.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The life of a version: saved, being evaluated for everybody, seen by reads and campaigns, replaced.
public enum VersionState {
    STAGED,
    EVALUATING,
    ACTIVE,
    RETIRED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
