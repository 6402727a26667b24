package io.coterie.customer.heartbeat;

import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.customer.Broker;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HeartbeatsTest {
    private static final String BEHAVIOURS = "customer.behaviours-recorded.v1";

    @Inject
    Clock clock;

    @Test
    void aTrackedBehaviourIsCountedByAHeartbeatOfALaterTime() throws Exception {
        var shop = openSource();
        try (Broker broker = new Broker("customer")) {
            int before = behavioursCounted(broker);

            with(shop).body("""
                            {"userId": "%s", "event": "Order Completed"}""".formatted(unique("u"))).post("/v1/track").then().statusCode(200);

            assertThat(behavioursCounted(broker)).isEqualTo(before + 1);
        }
    }

    /// By a heartbeat of a time that is still to come.
    private int behavioursCounted(Broker broker) {
        Map<String, Integer> published = heartbeatAfter(clock.instant(), broker).getMap("data.items[0].published");
        return published.getOrDefault(BEHAVIOURS, 0);
    }

    private static JsonPath heartbeatAfter(Instant time, Broker broker) {
        var heard = new AtomicReference<JsonPath>();
        await().atMost(20, SECONDS).until(() -> {
            broker.next()
                    .filter(event -> event.getString("type").equals("customer.heartbeat.v1"))
                    .filter(event -> Instant.parse(event.getString("data.items[0].recordedBefore"))
                            .isAfter(time))
                    .ifPresent(heard::set);
            return heard.get() != null;
        });
        return heard.get();
    }
}
