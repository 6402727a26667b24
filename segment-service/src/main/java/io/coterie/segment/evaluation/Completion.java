package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Fact;
import org.jspecify.annotations.Nullable;

/// How far a sequence has come.
///
/// @param first the fact of its first step; where there are several that come as far, the latest
/// @param at when it came so far
/// @param last the fact by which it did; absent where it was the passing of time, which is before all facts of that
///     instant
record Completion(Fact first, long at, @Nullable Fact last) {
    boolean isBefore(Fact fact, long factAt) {
        return at < factAt || (at == factAt && (last == null || Fact.IN_TIME.compare(last, fact) < 0));
    }
}
