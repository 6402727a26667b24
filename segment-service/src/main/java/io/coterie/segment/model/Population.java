package io.coterie.segment.model;

import io.coterie.segment.facts.Amounts;
import io.coterie.segment.rfm.Classes;
import io.coterie.segment.rfm.Dimension;
import io.coterie.segment.rfm.Quintiles;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rfm.Thresholds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The orders of everybody who has any: three numbers for each customer, exact. They take 24 bytes of memory each, and
/// at times half as many again, for there is room for more.
final class Population {
    private static final BigDecimal MOST_MONEY = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final long NO_MONEY = Long.MIN_VALUE;

    private final RfmSettings settings;
    private final int most;
    private long[] sinceLast = new long[1_024];
    private long[] orders = new long[1_024];
    private long[] millionths = new long[1_024];
    private int customers;
    private int spenders;
    private @Nullable String currency;

    /// @param most customers that may be taken in
    Population(RfmSettings settings, int most) {
        this.settings = settings;
        this.most = most;
        this.currency = settings.currency();
    }

    int customers() {
        return customers;
    }

    int spenders() {
        return spenders;
    }

    /// @throws CannotScore where there are too many, or two currencies and none is set
    void add(CustomerOrders one) {
        if (customers == most) {
            throw new CannotScore("more than " + most + " customers have orders; raise coterie.rfm.most-customers");
        }
        grow();
        sinceLast[customers] = one.sinceLast();
        orders[customers] = one.orders();
        millionths[customers] = money(one.spent());
        customers++;
    }

    private void grow() {
        if (customers == orders.length) {
            int larger = (int) Math.min(most, customers * 3L / 2);
            sinceLast = Arrays.copyOf(sinceLast, larger);
            orders = Arrays.copyOf(orders, larger);
            millionths = Arrays.copyOf(millionths, larger);
        }
    }

    private long money(Map<String, BigDecimal> spent) {
        if (settings.currency() == null) {
            spent.keySet().forEach(this::meet);
        }
        BigDecimal amount = spent.get(currency == null ? "" : currency);
        if (amount == null) {
            return NO_MONEY;
        }
        spenders++;
        BigDecimal units = amount.movePointRight(Amounts.PLACES).setScale(0, RoundingMode.HALF_EVEN);
        return units.max(MOST_MONEY.negate()).min(MOST_MONEY).longValueExact();
    }

    private void meet(String met) {
        if (currency != null && !currency.equals(met)) {
            throw new CannotScore("orders are in " + named(currency) + " and in " + named(met)
                    + "; set the currency whose amounts count");
        }
        currency = met;
    }

    private static String named(String currency) {
        return currency.isEmpty() ? "no currency" : currency;
    }

    /// The model that these customers make.
    /// @throws CannotScore where there are none
    RfmModel model(int number) {
        if (customers == 0) {
            throw new CannotScore("nobody has an order: no behaviour " + settings.event());
        }
        RfmSettings found = currency == null ? settings : settings.in(currency);
        return new RfmModel(
                number,
                found,
                new Thresholds(
                        Quintiles.of(sorted(sinceLast), Amounts.PLACES),
                        Quintiles.of(sorted(orders), 0),
                        spenders == 0 ? List.of() : Quintiles.of(sortedMoney(), Amounts.PLACES)));
    }

    private long[] sorted(long[] values) {
        long[] sorted = Arrays.copyOf(values, customers);
        Arrays.sort(sorted);
        return sorted;
    }

    /// What is no money comes first.
    private long[] sortedMoney() {
        long[] sorted = sorted(millionths);
        return Arrays.copyOfRange(sorted, customers - spenders, customers);
    }

    /// How many customers have which scores.
    List<ScoreCount> counted(RfmModel model) {
        Scoring recency = new Scoring(model, Dimension.RECENCY, Amounts.PLACES);
        Scoring frequency = new Scoring(model, Dimension.FREQUENCY, 0);
        Scoring monetary = new Scoring(model, Dimension.MONETARY, Amounts.PLACES);
        Map<Integer, ScoreCount> counts = new TreeMap<>();
        for (int i = 0; i < customers; i++) {
            ScoreCount one = new ScoreCount(
                    recency.of(sinceLast[i]),
                    frequency.of(orders[i]),
                    millionths[i] == NO_MONEY ? null : monetary.of(millionths[i]),
                    1);
            counts.merge(one.place(), one, ScoreCount::and);
        }
        return List.copyOf(counts.values());
    }

    private record Scoring(RfmModel model, Dimension dimension, Classes classes, int places) {
        Scoring(RfmModel model, Dimension dimension, int places) {
            this(model, dimension, model.classes(dimension), places);
        }

        int of(long value) {
            OptionalInt score = model.scoreOfClass(dimension, classes.of(BigDecimal.valueOf(value, places)));
            return score.orElseThrow();
        }
    }
}
