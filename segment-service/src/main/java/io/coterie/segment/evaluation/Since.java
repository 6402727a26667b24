package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import org.jspecify.annotations.Nullable;

/// How long ago the first or the last fact was. It grows by itself.
final class Since implements Tally {
    private final Series series;
    private final boolean ofFirst;
    private final NumberTest test;
    private int first;
    private int end;

    /// @param test of microseconds
    Since(Series series, boolean ofFirst, NumberTest test) {
        this.series = series;
        this.ofFirst = ofFirst;
        this.test = test;
    }

    @Override
    public void add(int index) {
        if (isEmpty()) {
            first = index;
        }
        end = index + 1;
    }

    @Override
    public void remove(int index) {
        first = index + 1;
    }

    private boolean isEmpty() {
        return first == end;
    }

    private int index() {
        return ofFirst ? first : end - 1;
    }

    /// A fact that time has not reached yet is of this moment.
    private long length(long instant) {
        return Math.max(0, instant - series.at(index()));
    }

    @Override
    public boolean holds(long instant) {
        return !isEmpty() && test.holds(length(instant));
    }

    @Override
    public @Nullable JsonNode value(long instant) {
        return isEmpty()
                ? null
                : TextNode.valueOf(Micros.duration(length(instant)).toString());
    }

    @Override
    public @Nullable Fact decidedBy() {
        return isEmpty() ? null : series.fact(index());
    }

    @Override
    public long nextCrossing(long after) {
        return isEmpty() ? Micros.NEVER : test.nextCrossing(series.at(index()), after);
    }
}
