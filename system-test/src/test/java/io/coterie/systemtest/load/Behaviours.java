package io.coterie.systemtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.systemtest.suite.Event;
import io.coterie.systemtest.suite.Http;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Behaviours as customer-service tells them, of customers whom nobody else knows: for what is published straight to
/// the broker.
public record Behaviours(String shop) {
    public static final String TYPE = "customer.behaviours-recorded.v1";
    public static final int MOST_ITEMS = 500;

    /// An order of each, in events as large as they may be.
    public List<Event> ordersOf(List<UUID> customers) {
        var events = new ArrayList<Event>();
        for (var from = 0; from < customers.size(); from += MOST_ITEMS) {
            var some = customers.subList(from, Math.min(customers.size(), from + MOST_ITEMS));
            events.add(Event.of(TYPE, some.stream().<JsonNode>map(this::order).toList()));
        }
        return events;
    }

    public ObjectNode order(UUID customer) {
        var id = Event.uuidOfNow().toString();
        var now = Instant.now().toString();
        var item = Http.JSON.createObjectNode();
        item.put("id", id)
                .put("causationId", id)
                .put("correlationId", id)
                .put("hops", 0)
                .put("customerId", customer.toString())
                .put("event", "Order Completed")
                .put("occurredAt", now)
                .put("recordedAt", now)
                .put("source", "system-test")
                .put("historical", false);
        item.putObject("properties").put("shop", shop).put("order", id);
        return item;
    }

    /// The rule of those who ordered at least so often.
    public JsonNode atLeast(int orders) {
        return Http.JSON.valueToTree(Map.of(
                "event",
                "Order Completed",
                "where",
                List.of(Map.of("property", "shop", "is", shop)),
                "aggregate",
                "count",
                "gte",
                orders));
    }
}
