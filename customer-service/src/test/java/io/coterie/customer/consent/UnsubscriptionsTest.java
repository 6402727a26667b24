package io.coterie.customer.consent;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.unique;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.customer.Broker;
import io.coterie.kit.event.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnsubscriptionsTest {
    @Test
    void anUnsubscriptionWithdrawsTheConsentAndTellsIt() throws Exception {
        String customer = consentingCustomer();
        UUID item = Ids.next();
        UUID firstFact = Ids.next();
        try (Broker broker = new Broker("customer")) {
            broker.publish(
                    "campaign", "campaign.unsubscribed.v1", unsubscribed(customer, item, firstFact, Instant.now()));

            JsonPath event = await().atMost(20, SECONDS)
                    .until(
                            () -> broker.next()
                                    .filter(each -> customer.equals(each.getString("data.items[0].customerId"))
                                            && "customer.consent-changed.v1".equals(each.getString("type")))
                                    .orElse(null),
                            found -> found != null);
            assertThat(event.getBoolean("data.items[0].granted")).isFalse();
            assertThat(event.getInt("data.items[0].version")).isEqualTo(2);
            assertThat(event.getString("data.items[0].causationId")).isEqualTo(item.toString());
            assertThat(event.getString("data.items[0].correlationId")).isEqualTo(firstFact.toString());
            assertThat(event.getInt("data.items[0].hops")).isEqualTo(3);
        }
        assertThat(consent(customer).getBoolean("items[0].granted")).isFalse();
    }

    @Test
    void anOlderUnsubscriptionDoesNotTouchANewerGrant() throws Exception {
        String customer = consentingCustomer();
        String marker = consentingCustomer();
        UUID item = Ids.next();
        try (Broker broker = new Broker("customer")) {
            Instant before = Instant.now().minus(Duration.ofHours(1));
            broker.publish("campaign", "campaign.unsubscribed.v1", unsubscribed(customer, item, item, before));
            broker.publish("campaign", "campaign.unsubscribed.v1", unsubscribed(customer, item, item, before));
            broker.publish(
                    "campaign", "campaign.unsubscribed.v1", unsubscribed(marker, Ids.next(), item, Instant.now()));
            await().atMost(20, SECONDS).until(() -> !consent(marker).getBoolean("items[0].granted"));
        }
        assertThat(consent(customer).getBoolean("items[0].granted")).isTrue();
        assertThat(consent(customer).getInt("items[0].version")).isEqualTo(1);
    }

    private static JsonPath consent(String customer) {
        return as("analyst").get("/customers/{id}/consents", customer).jsonPath();
    }

    private static String consentingCustomer() {
        return as("operator")
                .body(Map.of(
                        "externalId",
                        unique("c"),
                        "consents",
                        List.of(Map.of("channel", "email", "purpose", "marketing", "granted", true))))
                .post("/customers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String unsubscribed(String customer, UUID item, UUID firstFact, Instant at) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/campaign-service", "type": "campaign.unsubscribed.v1",
                 "time": "%s", "datacontenttype": "application/json", "data": {"items": [
                   {"id": "%s", "causationId": "%s", "correlationId": "%s", "hops": 2, "customerId": "%s",
                    "channel": "email", "purpose": "marketing", "campaign": "spring", "occurredAt": "%s"}]}}""".formatted(Ids.next(), at, item, firstFact, firstFact, customer, at);
    }
}
