package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With little room in the outbox: over 20 events activations pause.
@QuarkusTest
@TestProfile(BulkPressureTest.LittleRoom.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class BulkPressureTest {
    public static final class LittleRoom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("coterie.outbox.pause-imports-above", "20", "coterie.outbox.measured-every", "PT0.2S");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    Database database;

    @Inject
    Clock clock;

    @AfterEach
    void relieve() {
        StuckEvents.in(database, 0);
    }

    @Test
    void aFullOutboxPausesActivationsAndHoldsUpNoLiveFact() throws Exception {
        StuckEvents.in(database, 21);
        await().atMost(PATIENCE).until(() -> StuckEvents.pressure().equals("bulk_pauses"));
        String version = activating("pressed-" + UUID.randomUUID());

        UUID customer = Ids.next();
        try (Suite suite = new Suite()) {
            suite.purchase(customer, Ids.next().toString(), clock.instant(), "10", false);
            await().atMost(PATIENCE)
                    .until(() -> as("analyst").get("/memberships/" + customer).statusCode() == 200);
        }

        assertThat(backfill(version)).isNotEqualTo("done");
        StuckEvents.in(database, 0);
        await().atMost(PATIENCE).until(() -> backfill(version).equals("done"));
    }

    private String activating(String key) {
        as("marketer")
                .body("""
                        {"key": "%s", "rule": {"event": "Order Completed", "aggregate": "count", "gte": 1}}""".formatted(key))
                .post("/segments")
                .then()
                .statusCode(201)
                .body("state", equalTo("staged"));
        String version = "/segments/" + key + "/versions/1";
        as("marketer").post(version + "/activate").then().statusCode(202);
        return version;
    }

    private static String backfill(String version) {
        return as("analyst").get(version + "/activation").jsonPath().getString("backfill.state");
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
