package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.node.DecimalNode;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.rule.Comparison;
import java.math.BigDecimal;
import java.math.MathContext;

/// The arithmetic mean of amounts, to 34 digits.
final class Averaged extends AmountTally {
    private final Comparison comparison;
    private BigDecimal sum = BigDecimal.ZERO;

    Averaged(Amounts amounts, Comparison comparison) {
        super(amounts);
        this.comparison = comparison;
    }

    @Override
    void counted(int index) {
        sum = sum.add(amounts.decimal(index));
    }

    @Override
    void forgotten(int index) {
        sum = sum.subtract(amounts.decimal(index));
    }

    @Override
    boolean holds() {
        return comparison.holds(DecimalNode.valueOf(amount()));
    }

    @Override
    BigDecimal amount() {
        return sum.divide(BigDecimal.valueOf(count()), MathContext.DECIMAL128);
    }
}
