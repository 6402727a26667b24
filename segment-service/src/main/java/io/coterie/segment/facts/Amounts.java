package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A column of decimals with the currencies beside them. Where every number has at most six places and all of them
/// together fit, they are kept as millionths in a `long`; else as they are, so that no digit is ever lost.
public final class Amounts {
    /// Decimal places of a millionth.
    public static final int PLACES = 6;

    private static final int NO_AMOUNT = -1;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 2, PLACES);
    private static final String NO_CURRENCY = "";

    private final BigDecimal @Nullable [] decimals;
    private final long[] millionths;
    /// the currency's number, or NO_AMOUNT
    private final int[] currencies;
    private final int distinctCurrencies;

    private Amounts(BigDecimal @Nullable [] decimals, long[] millionths, int[] currencies, int distinctCurrencies) {
        this.decimals = decimals;
        this.millionths = millionths;
        this.currencies = currencies;
        this.distinctCurrencies = distinctCurrencies;
    }

    static Amounts of(Fact[] facts, String name) {
        BigDecimal[] decimals = new BigDecimal[facts.length];
        int[] currencies = new int[facts.length];
        Map<String, Integer> known = new HashMap<>(4);
        BigDecimal together = BigDecimal.ZERO;
        int places = 0;
        for (int i = 0; i < facts.length; i++) {
            JsonNode values = facts[i].values();
            JsonNode amount = values.path(name);
            currencies[i] = NO_AMOUNT;
            if (amount.isNumber()) {
                decimals[i] = amount.decimalValue();
                currencies[i] = known.computeIfAbsent(currency(values), absent -> known.size());
                together = together.add(decimals[i].abs());
                places = Math.max(places, decimals[i].stripTrailingZeros().scale());
            }
        }
        return places <= PLACES && together.compareTo(MOST) <= 0
                ? new Amounts(null, millionths(decimals), currencies, known.size())
                : new Amounts(decimals, new long[0], currencies, known.size());
    }

    private static long[] millionths(@Nullable BigDecimal[] decimals) {
        long[] millionths = new long[decimals.length];
        for (int i = 0; i < decimals.length; i++) {
            BigDecimal decimal = decimals[i];
            millionths[i] = decimal == null ? 0 : decimal.movePointRight(PLACES).longValueExact();
        }
        return millionths;
    }

    private static String currency(JsonNode values) {
        JsonNode currency = values.path("currency");
        return currency.isTextual() ? currency.textValue() : NO_CURRENCY;
    }

    public static BigDecimal ofMillionths(long millionths) {
        BigDecimal amount = BigDecimal.valueOf(millionths, PLACES).stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    /// Whether there is a number at all.
    public boolean has(int index) {
        return currencies[index] != NO_AMOUNT;
    }

    /// The number of the currency, from 0; that of amounts without one is a currency, too.
    public int currency(int index) {
        return currencies[index];
    }

    public int distinctCurrencies() {
        return distinctCurrencies;
    }

    /// Whether the numbers, and any sum of them, can be had as millionths.
    public boolean inMillionths() {
        return decimals == null;
    }

    public long millionths(int index) {
        return millionths[index];
    }

    public BigDecimal decimal(int index) {
        return decimals == null ? ofMillionths(millionths[index]) : decimals[index];
    }
}
