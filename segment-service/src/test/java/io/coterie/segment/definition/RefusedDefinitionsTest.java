package io.coterie.segment.definition;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be a segment is refused with the place of the fault, and leaves nothing behind.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class RefusedDefinitionsTest {
    private static final String BUYERS = "{\"event\": \"Order Completed\", \"aggregate\": \"count\", \"gte\": 1}";

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"segment\": \"no-such-segment\"} | /rule/segment",
                "{\"trait\": \"age\", \"gte\": \"old\"} | /rule/gte",
                "{\"event\": \"X\", \"aggregate\": \"count\", \"gte\": 1, \"within\": \"P1M\"} | /rule/within",
                "{\"event\": 5, \"aggregate\": \"count\", \"gte\": 1} | /rule/event",
                "{\"all\": []} | /rule/all",
                "{\"all\": [{\"trait\": \"x\", \"is\": 1, \"colour\": 2}]} | /rule/all/0",
                "[1] | /rule"
            })
    void aRuleThatCannotBeIsRefusedAtItsPlace(String rule, String pointer) {
        String key = "refused-" + unique;

        create(key, rule)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", containsString(pointer));

        as("analyst").get("/segments/" + key).then().statusCode(404);
    }

    @Test
    void aSegmentThatWouldReferToItselfThroughOthersIsRefused() {
        create("a-" + unique, BUYERS).statusCode(201);
        create("b-" + unique, segment("a")).statusCode(201);

        addVersion("a", segment("b"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("no circle"));

        as("analyst").get("/segments/a-" + unique + "/versions").then().body("items.size()", equalTo(1));
    }

    @RepeatedTest(3)
    void twoWhoCloseACircleAtTheSameTimeDoNotBothSucceed() throws Exception {
        create("c-" + unique, BUYERS).statusCode(201);
        create("d-" + unique, BUYERS).statusCode(201);
        var together = new CyclicBarrier(2);

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var saved = Stream.of(List.of("c", "d"), List.of("d", "c"))
                    .map(pair -> people.submit(() -> {
                        together.await();
                        return addVersion(pair.getFirst(), segment(pair.getLast()))
                                .extract()
                                .statusCode();
                    }))
                    .toList();

            assertThat(List.of(saved.getFirst().get(), saved.getLast().get())).containsExactlyInAnyOrder(201, 400);
        }
    }

    private String segment(String name) {
        return "{\"segment\": \"" + name + "-" + unique + "\"}";
    }

    private ValidatableResponse addVersion(String name, String rule) {
        return as("marketer")
                .body("{\"rule\": " + rule + "}")
                .post("/segments/" + name + "-" + unique + "/versions")
                .then();
    }

    private static ValidatableResponse create(String key, String rule) {
        return as("marketer")
                .body("{\"key\": \"" + key + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
