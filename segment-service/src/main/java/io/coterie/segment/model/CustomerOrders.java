package io.coterie.segment.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rfm.RfmSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What one customer's orders come to at an instant.
///
/// @param sinceLast microseconds since the last order
/// @param orders how many, at least one
/// @param spent by currency, which is empty for amounts without one; nothing where no order has an amount
record CustomerOrders(long sinceLast, int orders, Map<String, BigDecimal> spent) {
    /// Empty for a customer without an order in the time that counts.
    static Optional<CustomerOrders> of(CustomerFacts facts, RfmSettings settings, Instant asOf) {
        Series series = facts.behaviours(settings.event());
        long now = Micros.of(asOf);
        int end = series.countUntil(now);
        int first = settings.lookBack() == null
                ? 0
                : Math.min(end, series.countUntil(now - Micros.of(settings.lookBack())));
        return first == end
                ? Optional.empty()
                : Optional.of(new CustomerOrders(
                        now - series.at(end - 1), end - first, spent(series, first, end, settings.property())));
    }

    private static Map<String, BigDecimal> spent(Series series, int first, int end, String property) {
        Map<String, BigDecimal> spent = new HashMap<>();
        for (int i = first; i < end; i++) {
            JsonNode values = series.values(i);
            JsonNode amount = values.path(property);
            if (amount.isNumber()) {
                JsonNode currency = values.path(Amounts.CURRENCY);
                spent.merge(currency.isTextual() ? currency.textValue() : "", amount.decimalValue(), BigDecimal::add);
            }
        }
        return spent;
    }
}
