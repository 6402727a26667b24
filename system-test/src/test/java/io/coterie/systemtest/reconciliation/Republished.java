package io.coterie.systemtest.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.systemtest.suite.Broker;
import io.coterie.systemtest.suite.Event;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// The items of events that were published once, in new envelopes: split and ordered differently, on either lane.
///
/// @param byExchange the new events
public record Republished(long seed, int items, Map<String, List<Event>> byExchange) {
    private static final int LARGEST = 30;

    /// Who takes events of which owner, of those that remember events they have seen.
    private static final Map<String, List<ServiceName>> TAKERS = Map.of(
            "customer.behaviours-recorded.v1", List.of(ServiceName.SEGMENT),
            "customer.profile-changed.v1", List.of(ServiceName.SEGMENT, ServiceName.CAMPAIGN),
            "customer.consent-changed.v1", List.of(ServiceName.CAMPAIGN),
            "feedback.responses-recorded.v1", List.of(ServiceName.SEGMENT),
            "segment.memberships-changed.v1", List.of(ServiceName.CAMPAIGN));

    public static Republished of(List<Event> events, long seed) {
        var random = new Random(seed);
        var byType = new TreeMap<String, List<JsonNode>>();
        events.stream()
                .filter(event -> TAKERS.containsKey(event.type()))
                .forEach(event -> byType.computeIfAbsent(event.type(), none -> new ArrayList<>())
                        .addAll(event.items()));
        var byExchange = new TreeMap<String, List<Event>>();
        byType.forEach((type, items) -> {
            Collections.shuffle(items, random);
            for (var from = 0; from < items.size(); ) {
                var to = Math.min(items.size(), from + 1 + random.nextInt(LARGEST));
                var owner = type.substring(0, type.indexOf('.'));
                byExchange
                        .computeIfAbsent(random.nextBoolean() ? owner : owner + ".bulk", none -> new ArrayList<>())
                        .add(Event.of(type, items.subList(from, to)));
                from = to;
            }
        });
        assertThat(byType.keySet()).as("kinds of events that were heard").isEqualTo(new TreeMap<>(TAKERS).keySet());
        return new Republished(
                seed, byType.values().stream().mapToInt(List::size).sum(), byExchange);
    }

    public void publish(Broker broker) {
        byExchange.forEach(broker::publish);
    }

    /// Returns when every new event was applied, as far as there was anything to apply.
    public void awaitTaken(Suite suite) {
        TAKERS.forEach((type, takers) -> takers.forEach(taker -> Taken.await(suite, taker, events(type))));
    }

    public String counts() {
        return "seed %d: %d items again, in %d new events"
                .formatted(
                        seed,
                        items,
                        byExchange.values().stream().mapToInt(List::size).sum());
    }

    private List<Event> events(String type) {
        return byExchange.values().stream()
                .flatMap(List::stream)
                .filter(event -> event.type().equals(type))
                .toList();
    }
}
