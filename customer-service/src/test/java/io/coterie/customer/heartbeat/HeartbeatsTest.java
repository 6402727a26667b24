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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HeartbeatsTest {
    private static final String BEHAVIOURS = "data.items[0].published.'customer.behaviours-recorded.v1'";

    @Inject
    Clock clock;

    @Test
    void aTrackedBehaviourIsCountedByAHeartbeatOfALaterTime() throws Exception {
        var shop = openSource();
        try (Broker broker = new Broker("customer")) {
            long before = heartbeatAfter(clock.instant(), broker).getLong(BEHAVIOURS);

            with(shop).body("""
                            {"userId": "%s", "event": "Order Completed"}""".formatted(unique("u"))).post("/v1/track").then().statusCode(200);

            assertThat(heartbeatAfter(clock.instant(), broker).getLong(BEHAVIOURS))
                    .isEqualTo(before + 1);
        }
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
