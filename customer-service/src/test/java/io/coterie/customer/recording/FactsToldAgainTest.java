package io.coterie.customer.recording;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.customer;
import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.customer.Api.OpenedSource;
import io.coterie.customer.Broker;
import io.coterie.testkit.MovableClockResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FactsToldAgainTest {
    private static final String PROFILES = "customer.profile-changed.v1";
    private static final String BEHAVIOURS = "customer.behaviours-recorded.v1";
    private static final String CONSENTS = "customer.consent-changed.v1";

    private OpenedSource shop;
    private Broker live;
    private Broker bulk;

    @BeforeEach
    void open() throws Exception {
        shop = openSource();
        live = new Broker("customer");
        bulk = new Broker("customer.bulk");
    }

    @AfterEach
    void close() throws Exception {
        live.close();
        bulk.close();
    }

    /// But for consents: whether a consent is of the past says what goes before it, not how it travels.
    @Test
    void aCustomerIsToldAgainAsHistoryWithTheSameIdsAndVersions() throws Exception {
        String id = newCustomer();
        as("marketer")
                .body("{\"channel\": \"email\", \"purpose\": \"marketing\", \"granted\": false}")
                .post("/customers/" + id + "/consents")
                .then()
                .statusCode(200);
        String other = newCustomer();
        Map<String, Map<String, Object>> first = told(live, id, 6);

        done("{\"customer\": \"" + id + "\"}")
                .body("published.'" + PROFILES + "'", equalTo(1))
                .body("published.'" + BEHAVIOURS + "'", equalTo(2))
                .body("published.'" + CONSENTS + "'", equalTo(1));

        Map<String, Map<String, Object>> again = told(bulk, id, 4);
        assertThat(again.keySet()).isSubsetOf(first.keySet());
        again.forEach((fact, item) -> {
            assertThat(item.get("historical")).isEqualTo(!item.containsKey("granted"));
            assertThat(withoutOrigin(item)).isEqualTo(withoutOrigin(Objects.requireNonNull(first.get(fact))));
        });
        assertThat(again.values().stream().map(item -> item.get("version")))
                .containsExactlyInAnyOrder(null, null, 2, 2);
        assertThat(told(bulk, other, 0)).isEmpty();
    }

    @Test
    void aSourceIsToldAgainWithItsBehavioursAlone() throws Exception {
        String id = newCustomer();
        OpenedSource elsewhere = openSource();
        track(elsewhere, Objects.requireNonNull(externalIds.get(id)));
        told(live, id, 6);

        done("{\"source\": \"" + elsewhere.key() + "\"}").body("published", equalTo(Map.of(BEHAVIOURS, 1)));

        assertThat(told(bulk, id, 1).values().iterator().next().get("source")).isEqualTo(elsewhere.key());
    }

    @Test
    void aPeriodIsThatOfTheRecording() throws Exception {
        String id = newCustomer();
        MovableClockResource.advance(Duration.ofHours(1));
        Instant from = MovableClockResource.clock().instant();
        track(shop, Objects.requireNonNull(externalIds.get(id)));
        Instant to = MovableClockResource.clock().instant();
        MovableClockResource.advance(Duration.ofHours(1));
        track(shop, Objects.requireNonNull(externalIds.get(id)));

        done("{\"from\": \"" + from + "\", \"to\": \"" + to + "\", \"source\": \"" + shop.key() + "\"}")
                .body("published", equalTo(Map.of(BEHAVIOURS, 1)));
        done("{\"from\": \"" + from + "\", \"to\": \"" + to + "\"}").body("published.'" + PROFILES + "'", equalTo(0));

        for (Map<String, Object> item : told(bulk, id, 1).values()) {
            assertThat(Instant.parse((String) item.get("recordedAt"))).isBetween(from, to);
        }
    }

    private final Map<String, String> externalIds = new HashMap<>();

    /// In two versions, with one consent and two behaviours: five facts.
    private String newCustomer() {
        String user = unique("u");
        as("marketer")
                .body("{\"externalId\": \"" + user + "\", \"traits\": {\"country\": \"DE\"}, \"consents\":"
                        + " [{\"channel\": \"email\", \"purpose\": \"marketing\", \"granted\": true}]}")
                .post("/customers")
                .then()
                .statusCode(201);
        String id = customer(user).getString("items[0].id");
        externalIds.put(id, user);
        as("marketer")
                .contentType("application/merge-patch+json")
                .body("{\"country\": \"AT\"}")
                .patch("/customers/" + id)
                .then()
                .statusCode(200);
        track(shop, user);
        track(shop, user);
        return id;
    }

    private static void track(OpenedSource source, String user) {
        with(source).body("""
                        {"userId": "%s", "event": "Order Completed", "properties": {"total": 29.30}}""".formatted(user)).post("/v1/track").then().statusCode(200);
    }

    private static ValidatableResponse done(String scope) {
        String id = as("operator")
                .body(scope)
                .post("/operations/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(30, SECONDS)
                .untilAsserted(() ->
                        as("operator").get("/operations/replay/" + id).then().body("state", equalTo("done")));
        return as("operator").get("/operations/replay/" + id).then();
    }

    private final Map<Broker, Map<String, Map<String, Object>>> heard = new HashMap<>();

    /// The items of a customer by their ids: exactly so many, as far as one can tell.
    private Map<String, Map<String, Object>> told(Broker broker, String customerId, int count) throws Exception {
        Map<String, Map<String, Object>> all = heard.computeIfAbsent(broker, key -> new TreeMap<>());
        await().atMost(20, SECONDS).until(() -> {
            broker.next()
                    .ifPresent(event -> event.<Map<String, Object>>getList("data.items")
                            .forEach(item -> all.put((String) item.get("id"), item)));
            return of(customerId, all).size() >= count;
        });
        assertThat(of(customerId, all)).hasSize(count);
        return of(customerId, all);
    }

    private static Map<String, Map<String, Object>> of(String customer, Map<String, Map<String, Object>> all) {
        Map<String, Map<String, Object>> found = new HashMap<>(all);
        found.values().removeIf(item -> !customer.equals(item.get("customerId")));
        return found;
    }

    /// A snapshot does not know any more what made it.
    private static Map<String, Object> withoutOrigin(Map<String, Object> item) {
        Map<String, Object> rest = new HashMap<>(item);
        List.of("causationId", "correlationId", "historical").forEach(rest::remove);
        return rest;
    }
}
