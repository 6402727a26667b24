package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import org.jspecify.annotations.Nullable;

/// A running aggregate over the facts of a series that are in a window at the moment. They come in in their order and
/// go out in the same one.
interface Tally {
    int NONE = -1;
    int UNKNOWN = -2;

    void add(int index);

    void remove(int index);

    /// Facts from one index to before another come in together.
    default void addAll(int from, int to) {
        for (int index = from; index < to; index++) {
            add(index);
        }
    }

    /// Where nothing but the leaving of facts changes the verdict: the last of the facts whose leaving does it,
    /// with all before it and all of its instant; [#NONE] where none does, [#UNKNOWN] where it has to be tried.
    /// @param oldest the first fact in the window
    /// @param newest the one after the last
    default int lastToLeave(Series series, int oldest, int newest, boolean holds) {
        return UNKNOWN;
    }

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
