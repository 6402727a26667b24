package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.coterie.segment.rule.Rule;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A running aggregate over the events that are in a window at the moment.
sealed interface Tally {
    void add(JsonNode properties);

    void remove(JsonNode properties);

    /// The value now; absent where there is none.
    @Nullable
    JsonNode value();

    static Tally of(Rule.Aggregate aggregate) {
        return switch (aggregate) {
            case Rule.Aggregate.Count() -> new Counted();
            case Rule.Aggregate.Sum(var property) -> new Summed(property);
        };
    }

    final class Counted implements Tally {
        private int count;

        @Override
        public void add(JsonNode properties) {
            count++;
        }

        @Override
        public void remove(JsonNode properties) {
            count--;
        }

        @Override
        public JsonNode value() {
            return IntNode.valueOf(count);
        }
    }

    /// Adds decimals of one currency; over two currencies there is no sum. Events without the number do not count.
    final class Summed implements Tally {
        private static final String NO_CURRENCY = "";

        private final String property;
        private final Map<String, Integer> eventsByCurrency = new HashMap<>();
        private BigDecimal sum = BigDecimal.ZERO;

        Summed(String property) {
            this.property = property;
        }

        @Override
        public void add(JsonNode properties) {
            JsonNode amount = properties.path(property);
            if (amount.isNumber()) {
                sum = sum.add(amount.decimalValue());
                eventsByCurrency.merge(currency(properties), 1, Integer::sum);
            }
        }

        @Override
        public void remove(JsonNode properties) {
            JsonNode amount = properties.path(property);
            if (amount.isNumber()) {
                sum = sum.subtract(amount.decimalValue());
                eventsByCurrency.computeIfPresent(
                        currency(properties), (currency, events) -> events == 1 ? null : events - 1);
            }
        }

        @Override
        public @Nullable JsonNode value() {
            return eventsByCurrency.size() == 1 ? DecimalNode.valueOf(sum) : null;
        }

        private static String currency(JsonNode properties) {
            JsonNode currency = properties.path("currency");
            return currency.isTextual() ? currency.textValue() : NO_CURRENCY;
        }
    }
}
