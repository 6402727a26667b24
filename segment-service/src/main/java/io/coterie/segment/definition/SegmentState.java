package io.coterie.segment.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a segment stands: as the version that is shown for it, or archived.
enum SegmentState {
    STAGED,
    EVALUATING,
    ACTIVE,
    RETIRED,
    ARCHIVED;

    static SegmentState of(SegmentEntity segment, VersionEntity shown) {
        return segment.archived() ? ARCHIVED : valueOf(shown.state.name());
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
