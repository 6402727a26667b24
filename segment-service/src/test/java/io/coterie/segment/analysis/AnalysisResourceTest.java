package io.coterie.segment.analysis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.kit.sql.Database;
import io.coterie.segment.Population;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class AnalysisResourceTest {
    @Inject
    Clock clock;

    @Inject
    Database database;

    private final String a = segment("a");
    private final String b = segment("b");
    private Population population;
    private Instant start;
    private Instant middle;

    @BeforeEach
    void open() {
        population = new Population(database);
        middle = clock.instant().truncatedTo(ChronoUnit.MICROS).minusSeconds(10);
        start = middle.minusSeconds(10);
        List.of(a, b)
                .forEach(key -> as("marketer")
                        .body("""
                {"key": "%s", "rule": {"trait": "never", "is": true}}""".formatted(key))
                        .post("/segments")
                        .then()
                        .statusCode(201));
    }

    @AfterEach
    void close() {
        population.close();
    }

    @Test
    void membersOfManyPagesMeetWhicheverIdsTheyHave() {
        List<UUID> all = population.add(12_000, "{}");
        population.told(a, "entered", all.subList(0, 11_000), start);
        population.told(b, "entered", all.subList(4_000, 12_000), start);

        overlap(null)
                .statusCode(200)
                .body("customers", equalTo(12_000))
                .body("segments.size", equalTo(List.of(11_000, 8_000)))
                .body("pairs[0].intersection", equalTo(7_000))
                .body("combinations.size", equalTo(List.of(7_000, 4_000, 1_000)))
                .body("combinations[2].segments", equalTo(List.of(b)));
    }

    @Test
    void thePastIsAsItWasRecorded() {
        List<UUID> all = population.add(10, "{}");
        population.told(a, "entered", all, start);
        population.told(b, "entered", all.subList(0, 4), start);
        population.told(b, "left", all.subList(0, 3), middle);

        overlap(start).body("pairs[0].intersection", equalTo(4)).body("asOf", equalTo(start.toString()));
        overlap(middle).body("pairs[0].intersection", equalTo(1));
        overlap(start.minusSeconds(1)).body("customers", equalTo(0)).body("combinations", hasSize(0));
    }

    @Test
    void transitionsSayWhoWentWhere() {
        List<UUID> all = population.add(10, "{}");
        population.told(a, "entered", all.subList(0, 6), start);
        population.told(a, "left", all.subList(0, 4), middle);
        population.told(b, "entered", all.subList(0, 3), middle);
        population.told(b, "entered", all.subList(9, 10), middle);

        JsonPath answer = as("analyst")
                .queryParam("segments", a + "," + b)
                .queryParam("from", start.toString())
                .get("/analysis/transitions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getList("matrix")).isEqualTo(List.of(List.of(2, 3, 1), List.of(0, 0, 0), List.of(0, 1, 0)));
        assertThat(answer.getList("segments.entered")).isEqualTo(List.of(0, 4));
        assertThat(answer.getList("segments.left")).isEqualTo(List.of(4, 0));
        assertThat(answer.getList("segments.stayed")).isEqualTo(List.of(2, 0));
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        refused("[\"%s\"]".formatted(a), "segments");
        refused("[\"%s\", \"%s\"]".formatted(a, a), "/segments/0");
        refused("[\"%s\", \"nowhere\"]".formatted(a), "/segments/1");
        List<String> many =
                IntStream.range(0, 13).mapToObj(i -> "\"s" + i + "\"").toList();
        refused(many.toString(), "segments");
        overlap(clock.instant().plusSeconds(60)).statusCode(400).body("field", equalTo("asOf"));
        transitions("")
                .queryParam("from", start.toString())
                .get("/analysis/transitions")
                .then()
                .statusCode(400);
        transitions(a).get("/analysis/transitions").then().statusCode(400).body("field", equalTo("from"));
        transitions(a)
                .queryParam("from", middle.toString())
                .queryParam("to", start.toString())
                .get("/analysis/transitions")
                .then()
                .statusCode(400)
                .body("field", equalTo("to"));
    }

    private static void refused(String segments, String where) {
        String body = as("analyst")
                .body("{\"segments\": " + segments + "}")
                .post("/analysis/overlap")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .extract()
                .asString();
        assertThat(body).contains(where);
    }

    private ValidatableResponse overlap(@Nullable Instant asOf) {
        String at = asOf == null ? "" : ", \"asOf\": \"%s\"".formatted(asOf);
        return as("analyst")
                .body("{\"segments\": [\"%s\", \"%s\"]%s}".formatted(a, b, at))
                .post("/analysis/overlap")
                .then();
    }

    private static RequestSpecification transitions(String segments) {
        return as("analyst").queryParam("segments", segments);
    }

    private static String segment(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
