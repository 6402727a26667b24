package io.coterie.customer.recording;

import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.customer.Broker;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublishedFactsTest {
    @Test
    void aTrackedPurchaseIsPublishedWithTheProfileThatItMade() throws Exception {
        var shop = openSource();
        String user = unique("u");
        try (Broker broker = new Broker("customer")) {
            with(shop).body("""
                            {"userId": "%s", "event": "Order Completed", "properties": {"total": 29.30}}""".formatted(user)).post("/v1/track").then().statusCode(200);

            Map<String, JsonPath> events = new HashMap<>();
            await().atMost(20, SECONDS).until(() -> {
                broker.next()
                        .filter(event -> event.prettify().contains(user)
                                || shop.key().equals(event.getString("data.items[0].source")))
                        .ifPresent(event -> events.put(event.getString("type"), event));
                return events.size() == 2;
            });
            JsonPath profile = Objects.requireNonNull(events.get("customer.profile-changed.v1"));
            JsonPath behaviour = Objects.requireNonNull(events.get("customer.behaviours-recorded.v1"));
            assertThat(profile.getInt("data.items[0].version")).isEqualTo(1);
            assertThat(profile.getString("data.items[0].identities[0].value")).isEqualTo(user);
            assertThat(behaviour.getString("data.items[0].customerId"))
                    .isEqualTo(profile.getString("data.items[0].customerId"));
            assertThat(behaviour.getString("data.items[0].causationId"))
                    .isEqualTo(behaviour.getString("data.items[0].id"));
            assertThat(behaviour.getBoolean("data.items[0].historical")).isFalse();
        }
    }
}
