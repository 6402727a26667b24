package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.coterie.kit.event.Ids;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What editors of rules ask for.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class RulesResourceTest {
    @Inject
    Clock clock;

    @Test
    void theVocabularyIsWhatWasSeen() throws Exception {
        try (Suite suite = new Suite()) {
            suite.purchase(Ids.next(), Ids.next().toString(), clock.instant(), "10", false);
            suite.answer(Ids.next(), Ids.next().toString(), clock.instant(), 9);
            suite.profile(Ids.next(), "u1", "someone@example.org", "Some", 1);
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            MovableClockResource.advance(Duration.ofMinutes(1));
            get("/rules/vocabulary")
                    .body("complete", equalTo(true))
                    .body("traits.name", hasItem("firstName"))
                    .body("scores.trait", hasItems("rfm.recency", "rfm.frequency", "rfm.monetary"))
                    .body("events.find { it.name == 'Order Completed' }.properties.name", hasItems("total", "currency"))
                    .body("feedback.find { it.name == 'nps' }.surveys", hasItem("After purchase"));
        });
    }

    @Test
    void theSchemaOfRulesIsServed() {
        get("/rules/schema")
                .contentType("application/schema+json")
                .body("'$id'", equalTo("https://coterie.io/rules/rule.schema.json"));
    }

    private static ValidatableResponse get(String path) {
        return given().auth()
                .oauth2(OidcResource.token("marketer"))
                .get(path)
                .then()
                .statusCode(200);
    }
}
