package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.node.DecimalNode;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Comparison;
import java.math.BigDecimal;

/// The sum of amounts, in millionths as long as they can be had.
final class Summed extends AmountTally {
    private final NumberTest test;
    private final Comparison comparison;
    private long millionths;
    private BigDecimal decimal = BigDecimal.ZERO;

    Summed(Amounts amounts, NumberTest test, Comparison comparison) {
        super(amounts);
        this.test = test;
        this.comparison = comparison;
    }

    @Override
    void counted(int index) {
        if (amounts.inMillionths()) {
            millionths += amounts.millionths(index);
        } else {
            decimal = decimal.add(amounts.decimal(index));
        }
    }

    @Override
    public void addAll(int from, int to) {
        long[] sums = amounts.sums();
        if (sums == null) {
            super.addAll(from, to);
        } else {
            addUniform(to - from);
            millionths += sums[to] - sums[from];
        }
    }

    @Override
    public int lastToLeave(Series series, int oldest, int newest, boolean holds) {
        long[] sums = amounts.sums();
        if (sums == null) {
            return UNKNOWN;
        }
        for (int index = oldest; index < newest; index++) {
            boolean stays = index + 1 < newest && test.holds(sums[newest] - sums[index + 1]);
            if (stays != holds && series.isLastOfItsInstant(index, newest)) {
                return index;
            }
        }
        return NONE;
    }

    @Override
    void forgotten(int index) {
        if (amounts.inMillionths()) {
            millionths -= amounts.millionths(index);
        } else {
            decimal = decimal.subtract(amounts.decimal(index));
        }
    }

    @Override
    boolean holds() {
        return amounts.inMillionths() ? test.holds(millionths) : comparison.holds(DecimalNode.valueOf(decimal));
    }

    @Override
    BigDecimal amount() {
        return amounts.inMillionths() ? Amounts.ofMillionths(millionths) : decimal;
    }
}
