package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.systemtest.load.Behaviours;
import io.coterie.systemtest.reconciliation.Taken;
import io.coterie.systemtest.suite.Event;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.SharedSuite;
import io.coterie.systemtest.suite.Suite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One item of a message cannot be applied: it is parked, and all others are applied.
@ExtendWith(SharedSuite.class)
class PoisonIT {
    private static final int POISONED = 217;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void ofFiveHundredFactsOneIsParked(Suite suite) {
        parksOneOf500(suite, 500);
    }

    @Test
    void otherFactsOfTheSameCustomerAreApplied(Suite suite) {
        parksOneOf500(suite, 50);
    }

    /// 500 facts of so many customers.
    private static void parksOneOf500(Suite suite, int customers) {
        var key = "poison-" + Long.toString(System.currentTimeMillis(), 36);
        var behaviours = new Behaviours(key);
        var people = Stream.generate(UUID::randomUUID).limit(customers).toList();
        var items = new ArrayList<JsonNode>();
        for (var i = 0; i < Behaviours.MOST_ITEMS; i++) {
            items.add(behaviours.order(people.get(i % customers)));
        }
        var poison = behaviours.order(people.get(POISONED % customers)).put("occurredAt", "at tea time");
        items.set(POISONED, poison);
        var orders = Behaviours.MOST_ITEMS / customers;
        activate(suite, key, behaviours, orders);
        var event = Event.of(Behaviours.TYPE, items);

        suite.broker().publish("customer", List.of(event));
        Taken.await(suite, ServiceName.SEGMENT, List.of(event));

        var parked = suite.rows(ServiceName.SEGMENT)
                .query(
                        "SELECT body FROM parked_message WHERE event_id = ?",
                        row -> new String(row.getBytes(1), StandardCharsets.UTF_8),
                        UUID.fromString(event.id()));
        var members = suite.api(ServiceName.SEGMENT)
                .get("/segments/" + key)
                .path("memberCount")
                .asInt();
        System.out.printf(
                "one of 500 facts is poison: %d parked; %d of %d customers have all of theirs%n",
                parked.size(), members, customers);
        assertThat(parked).hasSize(1);
        assertThat(items.stream()
                        .filter(item ->
                                parked.getFirst().contains(item.path("id").asText())))
                .containsExactly(poison);
        assertThat(members).isEqualTo(customers - 1);
        assertThat(ordersOf(suite, people.get(POISONED % customers), key)).isEqualTo(orders - 1);
    }

    private static int ordersOf(Suite suite, UUID customer, String segment) {
        return suite.api(ServiceName.SEGMENT)
                .get("/memberships/" + customer + "/" + segment + "/explanation")
                .path("now")
                .path("observed")
                .asInt();
    }

    private static void activate(Suite suite, String key, Behaviours behaviours, int orders) {
        var api = suite.api(ServiceName.SEGMENT);
        api.post("/segments", Map.of("key", key, "name", "Poison", "rule", behaviours.atLeast(orders)));
        api.post("/segments/" + key + "/versions/1/activate", Map.of());
        Awaitility.await(key + " is active")
                .atMost(PATIENCE)
                .until(() -> api.get("/segments/" + key).path("state").asText(), "active"::equals);
    }
}
