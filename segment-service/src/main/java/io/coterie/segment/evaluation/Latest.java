package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Comparison;
import org.jspecify.annotations.Nullable;

/// The property of the latest fact that has it.
final class Latest implements Tally {
    private static final int NONE = -1;

    private final Series series;
    private final String property;
    private final Comparison comparison;
    private int latest = NONE;

    Latest(Series series, String property, Comparison comparison) {
        this.series = series;
        this.property = property;
        this.comparison = comparison;
    }

    @Override
    public void add(int index) {
        if (series.values(index).hasNonNull(property)) {
            latest = index;
        }
    }

    @Override
    public void remove(int index) {
        if (latest == index) {
            latest = NONE;
        }
    }

    @Override
    public boolean holds(long instant) {
        return latest != NONE && comparison.holds(series.values(latest).get(property));
    }

    @Override
    public @Nullable JsonNode value(long instant) {
        return latest == NONE ? null : series.values(latest).get(property);
    }

    @Override
    public @Nullable Fact decidedBy() {
        return latest == NONE ? null : series.fact(latest);
    }
}
