package io.coterie.segment.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What was done to a segment.
public enum Action {
    /// A version was saved and staged.
    SAVED,
    /// Everybody is being evaluated under a version.
    ACTIVATION_STARTED,
    /// A version with the same rule and a newer model of scores was begun to be evaluated.
    RESCORED,
    /// A version became the one that reads see.
    ACTIVATED,
    /// The same, of a version older than the one that it replaced.
    ROLLED_BACK,
    /// An activation was given up before its cut-over.
    CANCELLED,
    ARCHIVED,
    /// Taken out of the archive, without an active version.
    RESTORED,
    /// An audience elsewhere is kept equal to the segment from now on.
    SYNC_CREATED,
    SYNC_PAUSED,
    SYNC_RESUMED,
    /// All members are sent again.
    SYNC_RESTARTED,
    SYNC_SECRET_ROTATED,
    SYNC_DELETED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
