package io.coterie.segment.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rfm.Thresholds;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A version of the model, computed or on its way.
///
/// @param asOf the instant for which everybody is scored
/// @param requestedBy absent where it was time
/// @param buckets how many were looked at
/// @param customers how many have an order, of those looked at
/// @param spenders how many of them have an amount
/// @param thresholds absent until everybody was looked at
record RfmVersion(
        int number,
        State state,
        @Nullable String failure,
        RfmSettings settings,
        Instant asOf,
        @Nullable String requestedBy,
        int buckets,
        long customers,
        long spenders,
        @Nullable Thresholds thresholds,
        List<ScoreCount> scores,
        @Nullable Instant finishedAt) {
    enum State {
        /// Everybody's orders are being looked at.
        COMPUTING,
        /// Computed: what is activated from now on is scored by it. Segments in use come to it as soon as none of them
        /// has a version on its way.
        RELEASING,
        /// The segments that read scores are being brought to it, or have been: their activations say how far.
        DONE,
        FAILED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
