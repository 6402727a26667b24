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
    private static final int MOST_WHOLE_DIGITS = 12;
    private static final long MOST = Long.MAX_VALUE / 4;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    /// The property that names it.
    public static final String CURRENCY = "currency";

    private static final String NO_CURRENCY = "";

    private final BigDecimal @Nullable [] decimals;
    private final long[] millionths;
    /// the currency's number, or NO_AMOUNT
    private final int[] currencies;
    private final int distinctCurrencies;
    /// the sums of all before each index, where every fact has an amount and all are of one currency
    private final long @Nullable [] sums;

    private Amounts(BigDecimal @Nullable [] decimals, long[] millionths, int[] currencies, int distinctCurrencies) {
        this.decimals = decimals;
        this.millionths = millionths;
        this.currencies = currencies;
        this.distinctCurrencies = distinctCurrencies;
        this.sums = decimals == null && isUniform() ? sums(millionths) : null;
    }

    static Amounts of(Fact[] facts, String name) {
        BigDecimal[] decimals = new BigDecimal[facts.length];
        int[] currencies = new int[facts.length];
        Map<String, Integer> known = new HashMap<>(4);
        for (int i = 0; i < facts.length; i++) {
            JsonNode values = facts[i].values();
            JsonNode amount = values.path(name);
            currencies[i] = NO_AMOUNT;
            if (amount.isNumber()) {
                decimals[i] = amount.decimalValue();
                currencies[i] = known.computeIfAbsent(currency(values), absent -> known.size());
            }
        }
        long[] millionths = millionths(decimals);
        return millionths == null
                ? new Amounts(decimals, new long[0], currencies, known.size())
                : new Amounts(null, millionths, currencies, known.size());
    }

    /// Nothing where one of them has more places, or all together might not fit.
    private static long @Nullable [] millionths(@Nullable BigDecimal[] decimals) {
        long[] millionths = new long[decimals.length];
        long together = 0;
        for (int i = 0; i < decimals.length; i++) {
            BigDecimal decimal = decimals[i];
            if (decimal == null) {
                continue;
            }
            if (decimal.precision() - decimal.scale() > MOST_WHOLE_DIGITS || !isWhole(decimal)) {
                return null;
            }
            millionths[i] = millionths(decimal);
            together += Math.abs(millionths[i]);
            if (together > MOST) {
                return null;
            }
        }
        return millionths;
    }

    private static boolean isWhole(BigDecimal decimal) {
        return decimal.scale() <= PLACES || decimal.stripTrailingZeros().scale() <= PLACES;
    }

    private static long millionths(BigDecimal decimal) {
        int scale = decimal.scale();
        return scale >= 0 && scale <= PLACES
                ? decimal.unscaledValue().longValue() * POWERS[PLACES - scale]
                : decimal.movePointRight(PLACES).longValueExact();
    }

    private static long[] sums(long[] millionths) {
        long[] sums = new long[millionths.length + 1];
        for (int i = 0; i < millionths.length; i++) {
            sums[i + 1] = sums[i] + millionths[i];
        }
        return sums;
    }

    private boolean isUniform() {
        for (int currency : currencies) {
            if (currency != 0) {
                return false;
            }
        }
        return true;
    }

    /// The sums of all before each index, and of all; absent unless all facts have an amount, in millionths and in one
    /// currency.
    public long @Nullable [] sums() {
        return sums;
    }

    private static String currency(JsonNode values) {
        JsonNode currency = values.path(CURRENCY);
        return currency.isTextual() ? currency.textValue() : NO_CURRENCY;
    }

    public static BigDecimal ofMillionths(long millionths) {
        return plain(BigDecimal.valueOf(millionths, PLACES));
    }

    /// Without zeros at the end of its places, and with no exponent.
    public static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
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
