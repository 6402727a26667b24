package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.node.DecimalNode;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Comparison;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The largest or smallest of amounts. Kept are those that may yet become it: each that no later one surpasses, so that
/// the first of them is it.
final class Extreme extends AmountTally {
    private final Series series;
    private final int sign;
    private final Comparison comparison;
    private final int[] candidates;
    private int first;
    private int end;

    /// @param sign 1 for the largest, -1 for the smallest
    Extreme(Series series, Amounts amounts, int sign, Comparison comparison) {
        super(amounts);
        this.series = series;
        this.sign = sign;
        this.comparison = comparison;
        this.candidates = new int[series.size()];
    }

    @Override
    void counted(int index) {
        BigDecimal amount = amounts.decimal(index);
        while (end > first && amount.compareTo(amounts.decimal(candidates[end - 1])) * sign >= 0) {
            end--;
        }
        candidates[end++] = index;
    }

    @Override
    void forgotten(int index) {
        if (end > first && candidates[first] == index) {
            first++;
        }
    }

    @Override
    boolean holds() {
        return comparison.holds(DecimalNode.valueOf(amount()));
    }

    @Override
    BigDecimal amount() {
        return amounts.decimal(candidates[first]);
    }

    @Override
    public @Nullable Fact decidedBy() {
        return end > first ? series.fact(candidates[first]) : null;
    }
}
