package io.coterie.customer.imports;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.customer;
import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.customer.Api.OpenedSource;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With little room in the outbox: over 20 events imports pause, over 40 nothing is taken in.
@QuarkusTest
@TestProfile(PressureTest.LittleRoom.class)
class PressureTest {
    public static final class LittleRoom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "coterie.outbox.pause-imports-above", "20",
                    "coterie.outbox.refuse-above", "40",
                    "coterie.outbox.retry-after", "PT7S",
                    "coterie.outbox.measured-every", "PT0.2S");
        }
    }

    private static final String STUCK = """
            INSERT INTO outbox (id, lane, type, body, leased_until)
            SELECT gen_random_uuid(), 'LIVE', 'customer.test.v1', '{}', clock_timestamp() + interval '1 hour'
            FROM generate_series(1, ?)
            """;

    @Inject
    Database database;

    private OpenedSource shop;

    @BeforeEach
    void open() {
        shop = openSource();
    }

    @AfterEach
    void relieve() {
        waiting(0);
    }

    @Test
    void aFullOutboxPausesImportsAndLetsLiveFactsIn() {
        waiting(21);
        becomes("bulk_pauses");

        String id = imported(unique("u"));

        String user = unique("u");
        track(user).then().statusCode(200);
        assertThat(customer(user).getList("items")).hasSize(1);
        assertThat(progress(id).getString("state")).isEqualTo("waiting");
        waiting(0);
        await().atMost(30, SECONDS).until(() -> "done".equals(progress(id).getString("state")));
        assertThat(progress(id).getInt("accepted")).isEqualTo(1);
    }

    @Test
    void anOverfullOutboxRefusesFactsBeforeTheirBodyIsReadAndGoesOnServingReads() {
        String before = unique("u");
        track(before).then().statusCode(200);
        waiting(41);
        becomes("ingest_refused");

        with(shop)
                .body("no JSON, which nobody notices")
                .post("/v1/track")
                .then()
                .statusCode(429)
                .header("Retry-After", "7")
                .contentType("application/problem+json")
                .body("type", equalTo("https://coterie.io/problems/too-many-requests"));
        with(shop).body("{\"batch\": []}").post("/v1/batch").then().statusCode(429);

        assertThat(customer(before).getList("items")).hasSize(1);
        as("operator").get("/sources").then().statusCode(200);
        waiting(0);
        becomes("flowing");
        track(before).then().statusCode(200);
    }

    private Response track(String user) {
        return with(shop)
                .body("{\"userId\": \"%s\", \"event\": \"Seen\"}".formatted(user))
                .post("/v1/track");
    }

    private String imported(String user) {
        String mapping = """
                {"kind": "purchases", "source": "%s", "historical": true,
                 "columns": {"externalId": "id", "occurredAt": "date", "total": "amount", "currency": "=EUR"}}""".formatted(shop.key());
        byte[] file = "id,date,amount\n%s,2025-01-01,29.30\n".formatted(user).getBytes(StandardCharsets.UTF_8);
        return given().auth()
                .oauth2(OidcResource.token("operator"))
                .multiPart("file", "purchases.csv", file)
                .multiPart("mapping", mapping)
                .post("/imports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static JsonPath progress(String id) {
        return as("operator").get("/imports/{id}", id).jsonPath();
    }

    private static void becomes(String pressure) {
        await().atMost(20, SECONDS)
                .until(() -> pressure.equals(
                        as("operator").get("/operations/outbox").jsonPath().getString("pressure")));
    }

    /// Events that nobody publishes.
    private void waiting(int events) {
        database.update("DELETE FROM outbox WHERE type = 'customer.test.v1'");
        database.update(STUCK, events);
    }
}
