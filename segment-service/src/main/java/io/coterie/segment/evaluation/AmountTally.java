package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import io.coterie.segment.facts.Amounts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An aggregate of amounts of one currency; over two there is none. Facts without the number do not count.
abstract class AmountTally implements Tally {
    final Amounts amounts;
    private final int[] factsByCurrency;
    private int currencies;
    private int counted;

    AmountTally(Amounts amounts) {
        this.amounts = amounts;
        this.factsByCurrency = new int[amounts.distinctCurrencies()];
    }

    abstract void counted(int index);

    abstract void forgotten(int index);

    /// Asked only where amounts of one currency are there.
    abstract boolean holds();

    /// Asked only where amounts of one currency are there.
    abstract BigDecimal amount();

    /// Takes in facts that all have an amount of one currency.
    final void addUniform(int facts) {
        if (facts > 0) {
            if (counted == 0) {
                currencies = 1;
            }
            counted += facts;
            factsByCurrency[0] += facts;
        }
    }

    final int count() {
        return counted;
    }

    @Override
    public final void add(int index) {
        if (amounts.has(index)) {
            if (factsByCurrency[amounts.currency(index)]++ == 0) {
                currencies++;
            }
            counted++;
            counted(index);
        }
    }

    @Override
    public final void remove(int index) {
        if (amounts.has(index)) {
            if (--factsByCurrency[amounts.currency(index)] == 0) {
                currencies--;
            }
            counted--;
            forgotten(index);
        }
    }

    @Override
    public final boolean holds(long instant) {
        return currencies == 1 && holds();
    }

    @Override
    public final @Nullable JsonNode value(long instant) {
        return currencies == 1 ? DecimalNode.valueOf(amount()) : null;
    }
}
