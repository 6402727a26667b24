package io.coterie.kit.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An event as it came in, its items still JSON: each consumer reads the fields that it needs.
public record ReceivedEvent(UUID id, String type, String source, List<JsonNode> items) {

    /// The same event once per customer, in the order of the customers' first items.
    public List<ReceivedEvent> perCustomer() {
        Map<String, List<JsonNode>> byCustomer = new LinkedHashMap<>();
        for (JsonNode item : items) {
            byCustomer
                    .computeIfAbsent(item.path("customerId").asText(), key -> new ArrayList<>())
                    .add(item);
        }
        return byCustomer.values().stream().map(this::with).toList();
    }

    public ReceivedEvent with(List<JsonNode> someItems) {
        return new ReceivedEvent(id, type, source, someItems);
    }
}
