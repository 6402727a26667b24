package io.coterie.kit.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.support.Store;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class OutboxResourceTest {
    private static final String PATH = "/operations/outbox";
    private static final String INSERT = """
            INSERT INTO outbox (id, lane, type, body, created_at, attempts, leased_until)
            VALUES (?, ?, 'customer.consent-changed.v1', '{"secret": 1}', clock_timestamp() - interval '90 seconds', ?,
                    clock_timestamp() + interval '1 hour')
            """;

    @Inject
    Store store;

    @Inject
    Outbox outbox;

    @BeforeEach
    @AfterEach
    void empty() {
        store.empty();
    }

    @Test
    void theOutboxIsShownByLane() {
        leased("LIVE", 1);
        leased("LIVE", 11);
        leased("BULK", 1);

        operator()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("lanes.live.pending", equalTo(2))
                .body("lanes.live.leased", equalTo(2))
                .body("lanes.live.stuck", equalTo(1))
                .body("lanes.live.oldestSeconds", greaterThanOrEqualTo(90))
                .body("lanes.bulk.pending", equalTo(1))
                .body("lanes.bulk.stuck", equalTo(0));
    }

    @Test
    void eventsThatWereTriedOftenAreListedWithoutTheirContent() {
        leased("LIVE", 1);
        List<UUID> stuck = List.of(leased("LIVE", 11), leased("BULK", 12), leased("LIVE", 13));

        String next = operator()
                .get(PATH + "/stuck?limit=2")
                .then()
                .statusCode(200)
                .body(
                        "items.id",
                        equalTo(List.of(stuck.get(0).toString(), stuck.get(1).toString())))
                .body("items[1].lane", equalTo("bulk"))
                .body("items[1].attempts", equalTo(12))
                .body("items[1].bytes", equalTo(13))
                .body(not(containsString("secret")))
                .extract()
                .path("next");
        operator()
                .get(PATH + "/stuck?limit=2&after=" + next)
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(stuck.get(2).toString()));
    }

    @Test
    void anEventThatNoQueueWantsIsStuckAtOnce() {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append("customer.nobody-listens.v1", Lane.LIVE, List.of(Map.of("customerId", "a"))));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> operator()
                        .get(PATH + "/stuck")
                        .jsonPath()
                        .getList("items.unroutable")
                        .equals(List.of(true)));
    }

    @Test
    void aRetryPublishesAnEventAtOnce() {
        UUID id = leased("LIVE", 11);

        operator().post(PATH + "/" + id + "/retry").then().statusCode(200).body("id", equalTo(id.toString()));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(store.texts("SELECT id FROM outbox")).isEmpty());
        operator().post(PATH + "/" + id + "/retry").then().statusCode(404);
    }

    private UUID leased(String lane, int attempts) {
        UUID id = Ids.next();
        store.update(INSERT, id, lane, attempts);
        return id;
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(OidcResource.token("operator")).contentType("application/json");
    }
}
