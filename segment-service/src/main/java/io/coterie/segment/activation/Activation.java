package io.coterie.segment.activation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.kit.event.Bucket;
import io.coterie.segment.touch.Place;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version on its way to becoming the active one, or on its way out.
///
/// @param targetEpoch what every customer's row must reach in this state
/// @param place how far the walk over all customers has come in this state
/// @param walkTo the epoch to which the walk goes, which may be further, so that others that wait need none of their
/// own
/// @param evaluated how many buckets were evaluated when it was cancelled; absent where it was not
/// @param requestedBy the subject of whoever wants it
record Activation(
        UUID id,
        int segmentId,
        int version,
        State state,
        long targetEpoch,
        Place place,
        long walkTo,
        @Nullable Integer evaluated,
        @Nullable String requestedBy) {
    enum State {
        /// Every customer is evaluated under the new version; nobody sees it.
        EVALUATING,
        /// Reads see the new version; the differences are being told.
        ANNOUNCING,
        DONE,
        /// Given up before the cut-over; what was evaluated is being dropped.
        CANCELLING,
        CANCELLED,
        /// The segment was archived; that its members left is being told.
        WITHDRAWING,
        WITHDRAWN;

        boolean ended() {
            return this == DONE || this == CANCELLED || this == WITHDRAWN;
        }

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// At its beginning, towards the epoch.
    static Activation begun(UUID id, int segmentId, int version, State state, long epoch, String requestedBy) {
        return new Activation(id, segmentId, version, state, epoch, Place.START, 0, null, requestedBy);
    }

    Activation at(Place reached) {
        return new Activation(id, segmentId, version, state, targetEpoch, reached, walkTo, evaluated, requestedBy);
    }

    /// At its place in a walk to that epoch.
    Activation walkingTo(long epoch) {
        return new Activation(id, segmentId, version, state, targetEpoch, place, epoch, evaluated, requestedBy);
    }

    Activation announcing(long epoch) {
        return new Activation(id, segmentId, version, State.ANNOUNCING, epoch, Place.START, 0, evaluated, requestedBy);
    }

    Activation cancelling(long epoch) {
        return new Activation(
                id, segmentId, version, State.CANCELLING, epoch, Place.START, 0, bucketsEvaluated(), requestedBy);
    }

    Activation ended(State end) {
        return new Activation(id, segmentId, version, end, targetEpoch, place, walkTo, evaluated, requestedBy);
    }

    /// Of all buckets.
    int bucketsEvaluated() {
        if (evaluated != null) {
            return evaluated;
        }
        return state == State.EVALUATING ? Math.max(place.bucket(), 0) : Bucket.COUNT;
    }
}
