package io.coterie.segment.members;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.sql.Database;
import io.coterie.segment.Population;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class MembersExportTest {
    @Inject
    Clock clock;

    @Inject
    Database database;

    private final String key = "export-" + UUID.randomUUID();
    private Population population;
    private Instant entered;

    @BeforeEach
    void open() {
        population = new Population(database);
        as("marketer").body("""
                {"key": "%s", "rule": {"trait": "never", "is": true}}""".formatted(key)).post("/segments").then().statusCode(201);
        entered = clock.instant().truncatedTo(ChronoUnit.MICROS).minusSeconds(10);
    }

    @AfterEach
    void close() {
        population.close();
    }

    @Test
    void allMembersAreInTheFileHoweverManyPagesTheyFill() {
        activate();
        List<UUID> all = population.add(2_500, "{}");
        population.told(key, "entered", all, entered);
        population.told(key, "left", all.subList(0, 1), entered.plusSeconds(1));

        Response csv = export("csv", null);

        assertThat(csv.contentType()).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment");
        List<String> lines = List.of(csv.asString().split("\r\n", -1));
        assertThat(lines.getFirst()).isEqualTo("customerId,externalId,since");
        assertThat(lines.subList(1, lines.size() - 1))
                .hasSize(2_499)
                .doesNotHaveDuplicates()
                .contains(all.getLast() + ",," + entered);
        assertThat(lines.getLast()).isEmpty();
        assertThat(export("csv", entered).asString().split("\r\n")).hasSize(2_501);
    }

    @Test
    void whatLooksLikeAFormulaIsOneNoLongerAndQuotesAreDoubled() {
        activate();
        List<UUID> odd = List.of(
                population.add("{}", "=HYPERLINK(1)"), population.add("{}", "a,\"b\""), population.add("{}", "-1"));
        population.told(key, "entered", odd, entered);

        assertThat(export("csv", null).asString())
                .contains(odd.get(0) + ",'=HYPERLINK(1)," + entered + "\r\n")
                .contains(odd.get(1) + ",\"a,\"\"b\"\"\"," + entered + "\r\n")
                .contains(odd.get(2) + ",'-1," + entered + "\r\n");
    }

    @Test
    void aLineOfTheOtherFormatIsAJsonObject() throws Exception {
        activate();
        UUID member = population.add("{}", "=u1");
        population.told(key, "entered", List.of(member), entered);

        Response lines = export("ndjson", null);

        assertThat(lines.contentType()).startsWith("application/x-ndjson");
        assertThat(lines.asString()).endsWith("}\n").hasLineCount(1);
        JsonNode line = JsonSettings.mapper().readTree(lines.asString());
        assertThat(line.path("customerId").asText()).isEqualTo(member.toString());
        assertThat(line.path("externalId").asText()).isEqualTo("=u1");
        assertThat(line.path("since").asText()).isEqualTo(entered.toString());
    }

    @Test
    void aSegmentThatWasNeverActiveHasNoMembers() {
        assertThat(export("csv", null).asString()).isEqualTo("customerId,externalId,since\r\n");
        assertThat(export("ndjson", null).asString()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsRefusedBeforeTheFileBegins() {
        String soon = clock.instant().plusSeconds(60).toString();
        as("analyst")
                .queryParam("asOf", soon)
                .get("/segments/" + key + "/members/export.csv")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("asOf"));
        as("analyst").get("/segments/nowhere/members/export.ndjson").then().statusCode(404);
    }

    private Response export(String format, @Nullable Instant asOf) {
        RequestSpecification request = as("analyst");
        return (asOf == null ? request : request.queryParam("asOf", asOf.toString()))
                .get("/segments/" + key + "/members/export." + format)
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    private void activate() {
        String version = "/segments/" + key + "/versions/1";
        as("marketer").post(version + "/activate").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as("analyst")
                        .get(version + "/activation")
                        .jsonPath()
                        .getString("backfill.state")
                        .equals("done"));
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
