package io.coterie.segment.preview;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.segment.Population;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class PreviewsResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    Previews previews;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private Population population;

    @BeforeEach
    void open() {
        population = new Population(database);
    }

    @AfterEach
    void close() {
        population.close();
        database.update("DELETE FROM rule_preview");
    }

    @Test
    void aFewCustomersAreAllLookedAtAtOnce() {
        List<UUID> matching = population.add(12, traits("yes"));
        population.add(30, traits("no"));

        preview(trait("yes"))
                .then()
                .statusCode(202)
                .body("sentence", equalTo("Customers where group-" + unique + " is \"yes\"."))
                .body("estimate.size", equalTo(12))
                .body("estimate.low", equalTo(12))
                .body("estimate.high", equalTo(12))
                .body("examples", hasSize(10))
                .body(
                        "examples",
                        everyItem(in(matching.stream().map(UUID::toString).toList())))
                .body("exact.state", equalTo("done"))
                .body("exact.size", equalTo(12));
    }

    @Test
    void ofManyAFewBucketsAreLookedAtAndAllAreCountedAfterwards() {
        population.add(1_000, traits("yes"));
        population.add(2_500, traits("no"));

        JsonPath first = preview(trait("yes")).jsonPath();

        long lookedAt = first.getLong("estimate.lookedAt");
        assertThat(lookedAt).isBetween(1_500L, 2_500L).isLessThan(first.getLong("estimate.customers"));
        assertThat(first.getLong("estimate.low")).isLessThan(first.getLong("estimate.size"));
        assertThat(first.getLong("estimate.high")).isGreaterThan(first.getLong("estimate.size"));
        JsonPath last = counted(first.getString("id"));
        assertThat(last.getLong("exact.size")).isEqualTo(1_000);
        assertThat(last.getInt("exact.done")).isEqualTo(Bucket.COUNT);
        assertThat(last.getLong("exact.customers")).isEqualTo(customersFrom(0));
        assertThat(last.getLong("estimate.lookedAt")).isEqualTo(lookedAt);
        assertThat(last.getString("sentence")).isEqualTo(first.getString("sentence"));
    }

    @Test
    void whoeverGoesOnCountsFromTheBucketThatWasReached() {
        population.add(500, traits("yes"));
        UUID id = Ids.next();
        database.update("""
                INSERT INTO rule_preview (id, rule, as_of, buckets, customers, members) VALUES (?, ?, ?, 700, 7, 3)
                """, id, trait("yes"), clock.instant());

        assertThat(counted(id.toString()).getLong("exact.customers")).isEqualTo(7 + customersFrom(700));
        assertThat(counted(id.toString()).getLong("exact.size")).isEqualTo(3 + customersFrom(700, traits("yes")));
    }

    @Test
    void segmentsThatTheRuleRefersToAreThoseInForce() {
        List<UUID> matching = population.add(3, traits("yes"));
        population.add(4, traits("no"));
        String key = "nested-" + unique;
        as("marketer")
                .body("{\"key\": \"%s\", \"rule\": %s}".formatted(key, trait("yes")))
                .post("/segments")
                .then()
                .statusCode(201);
        String both = """
                {"all": [{"trait": "group-%s", "exists": true}, {"segment": "%s"}]}""".formatted(unique, key);

        preview(both).then().body("exact.size", equalTo(0));
        String version = "/segments/" + key + "/versions/1";
        as("marketer").post(version + "/activate").then().statusCode(202);
        await().atMost(PATIENCE)
                .until(() -> as("analyst")
                        .get(version + "/activation")
                        .jsonPath()
                        .getString("backfill.state")
                        .equals("done"));

        preview(both).then().body("exact.size", equalTo(matching.size()));
        preview("{\"all\": [{\"trait\": \"group-%s\", \"exists\": true}, {\"not\": {\"segment\": \"%s\"}}]}"
                        .formatted(unique, key))
                .then()
                .body("exact.size", equalTo(4));
    }

    @Test
    void whatCannotBeIsRefusedWithThePlaceOfTheFault() {
        preview("{\"all\": [{\"event\": \"X\", \"aggregate\": \"median\", \"gte\": 1}]}")
                .then()
                .statusCode(400)
                .body("field", equalTo("/rule/all/0/aggregate"));
        preview("{\"not\": {\"segment\": \"nowhere-" + unique + "\"}}")
                .then()
                .statusCode(400)
                .body("field", equalTo("/rule/not/segment"));
    }

    @Test
    void aPreviewIsGoneAfterAnHour() {
        String id = preview(trait("yes")).jsonPath().getString("id");
        MovableClockResource.advance(Duration.ofMinutes(59));
        one(id).statusCode(200);
        assertThat(previews.deleteSome(10)).isZero();

        MovableClockResource.advance(Duration.ofMinutes(1));

        one(id).statusCode(404);
        assertThat(previews.deleteSome(10)).isEqualTo(1);
    }

    @Test
    void oneThatIsForgottenMakesRoom() {
        String id = preview(trait("yes")).jsonPath().getString("id");

        as("marketer").delete("/rules/previews/" + id).then().statusCode(204);

        one(id).statusCode(404);
        as("marketer").delete("/rules/previews/" + id).then().statusCode(404);
    }

    @Test
    void onlySoManyAreCountedAtOnce() {
        for (int i = 0; i < Previews.MOST_AT_ONCE; i++) {
            heldByAnother();
        }

        preview(trait("yes")).then().statusCode(429).header("Retry-After", notNullValue());

        MovableClockResource.advance(Duration.ofHours(1));
        preview(trait("yes")).then().statusCode(202).body("exact.size", notNullValue());
    }

    @Test
    void oneThatHasJustBegunHasNoEstimateYet() {
        one(heldByAnother().toString())
                .statusCode(200)
                .body("estimate", nullValue())
                .body("examples", nullValue())
                .body("exact.state", equalTo("counting"))
                .body("exact.size", nullValue());
    }

    private UUID heldByAnother() {
        UUID id = Ids.next();
        Instant longFromNow = Instant.parse("2999-01-01T00:00:00Z");
        database.update(
                "INSERT INTO rule_preview (id, rule, as_of, leased_until) VALUES (?, ?, ?, ?)",
                id,
                trait("yes"),
                clock.instant(),
                longFromNow);
        return id;
    }

    private JsonPath counted(String id) {
        await().atMost(PATIENCE).untilAsserted(() -> one(id).body("exact.state", equalTo("done")));
        return one(id).extract().jsonPath();
    }

    private static ValidatableResponse one(String id) {
        return as("analyst").get("/rules/previews/" + id).then();
    }

    private long customersFrom(int bucket) {
        return customersFrom(bucket, "%");
    }

    private long customersFrom(int bucket, String traits) {
        return database.first(
                        "SELECT count(*) FROM customer_state WHERE bucket >= ? AND traits LIKE ?",
                        row -> row.getLong(1),
                        bucket,
                        traits)
                .orElseThrow();
    }

    private String traits(String group) {
        return "{\"group-%s\": \"%s\"}".formatted(unique, group);
    }

    private String trait(String group) {
        return "{\"trait\": \"group-%s\", \"is\": \"%s\"}".formatted(unique, group);
    }

    private static Response preview(String rule) {
        return as("marketer").body("{\"rule\": " + rule + "}").post("/rules/preview");
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
