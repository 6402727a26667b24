package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import org.jspecify.annotations.Nullable;

/// A running aggregate over the facts of a series that are in a window at the moment. They come in in their order and
/// go out in the same one.
interface Tally {
    void add(int index);

    void remove(int index);

    /// Whether the aggregate is as asked for.
    /// @param instant up to when time has acted
    boolean holds(long instant);

    /// The aggregate; absent where there is none.
    @Nullable
    JsonNode value(long instant);

    /// The fact whose value the aggregate is, where it is that of a single one.
    default @Nullable Fact decidedBy() {
        return null;
    }

    /// When the verdict may next change although no fact comes in or goes out.
    default long nextCrossing(long after) {
        return Micros.NEVER;
    }
}
