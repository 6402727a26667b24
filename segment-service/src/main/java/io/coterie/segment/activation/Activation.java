package io.coterie.segment.activation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.kit.event.Bucket;
import io.coterie.segment.evaluation.Definition;
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
/// @param rfmModel the version of the model that all segments of one release come to, together; absent where it is
///     about this one alone
record Activation(
        UUID id,
        int segmentId,
        int version,
        State state,
        long targetEpoch,
        Place place,
        long walkTo,
        @Nullable Integer evaluated,
        @Nullable String requestedBy,
        @Nullable Integer rfmModel) {
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
        return new Activation(id, segmentId, version, state, epoch, Place.START, 0, null, requestedBy, null);
    }

    /// The same for a version that differs by its model alone.
    static Activation rescoring(UUID id, Definition.Ref ref, long epoch, @Nullable String requestedBy, int model) {
        return new Activation(
                id, ref.segmentId(), ref.version(), State.EVALUATING, epoch, Place.START, 0, null, requestedBy, model);
    }

    Definition.Ref ref() {
        return new Definition.Ref(segmentId, version);
    }

    Activation at(Place reached) {
        return in(state, targetEpoch, reached, walkTo, evaluated);
    }

    /// At its place in a walk to that epoch.
    Activation walkingTo(long epoch) {
        return in(state, targetEpoch, place, epoch, evaluated);
    }

    Activation announcing(long epoch) {
        return in(State.ANNOUNCING, epoch, Place.START, 0, evaluated);
    }

    Activation cancelling(long epoch) {
        return in(State.CANCELLING, epoch, Place.START, 0, bucketsEvaluated());
    }

    Activation ended(State end) {
        return in(end, targetEpoch, place, walkTo, evaluated);
    }

    private Activation in(State state, long targetEpoch, Place place, long walkTo, @Nullable Integer evaluated) {
        return new Activation(
                id, segmentId, version, state, targetEpoch, place, walkTo, evaluated, requestedBy, rfmModel);
    }

    /// Of all buckets.
    int bucketsEvaluated() {
        if (evaluated != null) {
            return evaluated;
        }
        return state == State.EVALUATING ? Math.max(place.bucket(), 0) : Bucket.COUNT;
    }
}
