package io.coterie.segment.activation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.touch.Place;
import java.util.Locale;
import java.util.UUID;

/// A version on its way to becoming the active one.
///
/// @param targetEpoch what every customer's row must reach in this state
/// @param place how far the walk over all customers has come in this state
record Activation(UUID id, int segmentId, int version, State state, long targetEpoch, Place place) {
    enum State {
        /// Every customer is evaluated under the new version; nobody sees it.
        EVALUATING,
        /// Reads see the new version; the differences are being told.
        ANNOUNCING,
        DONE;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Activation at(Place reached) {
        return new Activation(id, segmentId, version, state, targetEpoch, reached);
    }

    Activation announcing(long epoch) {
        return new Activation(id, segmentId, version, State.ANNOUNCING, epoch, Place.START);
    }

    Activation done() {
        return new Activation(id, segmentId, version, State.DONE, targetEpoch, place);
    }
}
