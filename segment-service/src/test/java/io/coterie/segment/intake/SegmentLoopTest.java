package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.coterie.kit.event.Ids;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MetricsPage;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
class SegmentLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Clock clock;

    private Suite suite;
    private String unique;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        unique = UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void close() throws Exception {
        suite.close();
    }

    @Test
    void aPurchaseMakesAMemberAndTheChangeSaysWhy() throws Exception {
        String key = activated("spenders", """
                {"event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 200}""");
        UUID customer = Ids.next();
        String fact = Ids.next().toString();

        suite.purchase(customer, fact, clock.instant(), "250.50", false);

        eventually(() -> memberships(customer).body("items.segment", hasItem(key)));
        explanation(customer, key)
                .body("member", equalTo(true))
                .body("change.change", equalTo("entered"))
                .body("change.cause", equalTo("behaviour"))
                .body("change.causationId", equalTo(fact))
                .body("change.leaves", hasSize(1))
                .body("change.leaves[0].observed", equalTo(250.5f))
                .body("change.leaves[0].expected", equalTo("is at least 200"));
    }

    @Test
    void theSameFactInAnotherEnvelopeChangesNothing() throws Exception {
        String key = activated("twice", """
                {"event": "Order Completed", "aggregate": "count", "gte": 2}""");
        UUID customer = Ids.next();
        String fact = Ids.next().toString();
        suite.purchase(customer, fact, clock.instant(), "10", false);
        suite.purchase(customer, fact, clock.instant(), "10", false);

        eventually(() -> explanation(customer, key).body("now.observed", equalTo(1)));
        await().atMost(PATIENCE).until(() -> suite.waiting("segment-service.live") == 0);
        explanation(customer, key).body("member", equalTo(false)).body("now.observed", equalTo(1));
    }

    @Test
    void timeAloneMakesACustomerLeaveAtTheSecond() throws Exception {
        String key = activated("recent", """
                {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "PT1H"}""");
        UUID customer = Ids.next();
        Instant bought = clock.instant();
        suite.purchase(customer, Ids.next().toString(), bought, "10", false);
        eventually(() -> memberships(customer).body("items.segment", hasItem(key)));

        MovableClockResource.advance(Duration.ofMinutes(61));
        suite.tellTheTime(clock.instant());

        eventually(() -> memberships(customer).body("items.segment", not(hasItem(key))));
        Instant left = Instant.parse(explanation(customer, key)
                .body("change.change", equalTo("left"))
                .body("change.cause", equalTo("clock"))
                .extract()
                .path("change.effectiveAt"));
        assertThat(left).isEqualTo(bought.plus(Duration.ofHours(1)).truncatedTo(java.time.temporal.ChronoUnit.MICROS));
    }

    @Test
    void aFactOnItsWayPreventsALeaveThatTheClockWouldHaveBrought() throws Exception {
        String key = activated("waiting", """
                {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "PT1H"}""");
        UUID customer = Ids.next();
        UUID other = Ids.next();
        Instant bought = clock.instant();
        suite.purchase(customer, Ids.next().toString(), bought, "10", false);
        eventually(() -> memberships(customer).body("items.segment", hasItem(key)));
        MovableClockResource.advance(Duration.ofMinutes(61));
        suite.purchase(other, Ids.next().toString(), clock.instant(), "10", false);
        eventually(() -> memberships(other).body("items.segment", hasItem(key)));

        eventually(() -> given().get("/q/metrics").then().body(containsString("coterie_sweeper_overdue 0.0")));

        suite.purchase(customer, Ids.next().toString(), bought.plus(Duration.ofMinutes(30)), "10", false);
        eventually(() -> explanation(customer, key).body("now.observed", equalTo(2)));
        suite.tellTheTime(clock.instant());

        eventually(() -> explanation(customer, key).body("now.observed", equalTo(1)));
        memberships(customer).body("items.segment", hasItem(key));
        analyst()
                .get("/segments/" + key + "/changes?customer=" + customer)
                .then()
                .body("items.change", equalTo(List.of("entered")));
    }

    @Test
    void aSilentSourcePausesTheSegmentsThatReadItAndTheirHealthSaysSo() throws Exception {
        String buyers = activated("paused", """
                {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "PT1H"}""");
        String germans = activated("not-paused", """
                {"trait": "country", "is": "DE"}""");
        suite.tellTheTime(clock.instant());
        eventually(() -> health(buyers).body("health.state", equalTo("good")));
        Instant last = Suite.watermark("customer");

        MovableClockResource.advance(Duration.ofMinutes(5));

        health(buyers)
                .body("health.state", equalTo("paused"))
                .body("health.silent.source", equalTo(List.of("customer")))
                .body("health.silent.since", equalTo(List.of(last.toString())));
        health(germans).body("health.state", equalTo("good")).body("health.silent", nullValue());
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().body(containsString("coterie_watermark_lag_seconds{source=\"customer\"} 3"));

        suite.tellTheTime(clock.instant());
        eventually(() -> health(buyers).body("health.state", equalTo("good")));
    }

    private static ValidatableResponse health(String key) {
        return analyst().get("/segments/" + key).then().statusCode(200);
    }

    @Test
    void anAnswerFlipsANestedSegmentWithItsOwnCause() throws Exception {
        String spenders = activated("rich", """
                {"event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 200}""");
        String detractors = activated("detractors", """
                {"feedback": "nps", "aggregate": "last", "lte": 6, "within": "P30D"}""");
        String saveNow = activated("save-now", """
                {"all": [{"segment": "%s"}, {"segment": "%s"}]}""".formatted(detractors, spenders));
        UUID customer = Ids.next();
        suite.purchase(customer, Ids.next().toString(), clock.instant(), "300", true);
        eventually(() -> memberships(customer).body("items.segment", hasItem(spenders)));
        String answer = Ids.next().toString();

        suite.answer(customer, answer, clock.instant(), 3);

        eventually(() -> memberships(customer).body("items.segment", hasItem(saveNow)));
        explanation(customer, spenders).body("change.cause", equalTo("backfill"));
        explanation(customer, detractors)
                .body("change.leaves[0].factId", equalTo(answer))
                .body("change.leaves[0].observed", equalTo(3));
        explanation(customer, saveNow)
                .body("change.cause", equalTo("feedback"))
                .body("change.causationId", equalTo(answer))
                .body("change.correlationId", equalTo(answer));
    }

    @Test
    void activationFindsThoseWhoWereThereBeforeAndIsQuiet() throws Exception {
        String first = activated("first", """
                {"event": "Order Completed", "aggregate": "count", "gte": 1}""");
        UUID customer = Ids.next();
        suite.purchase(customer, Ids.next().toString(), clock.instant(), "77", false);
        eventually(() -> memberships(customer).body("items.segment", hasItem(first)));

        String later = activated("later", """
                {"event": "Order Completed", "aggregate": "sum", "property": "total", "is": 77}""");

        eventually(() ->
                explanation(customer, later).body("member", equalTo(true)).body("change.cause", equalTo("backfill")));
        analyst()
                .get("/segments/" + later + "/members")
                .then()
                .statusCode(200)
                .body("items.customerId", hasItem(customer.toString()));
    }

    @Test
    void anotherVersionReplacesTheFirstAtOnce() throws Exception {
        String key = activated("moving", """
                {"event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 1000}""");
        UUID customer = Ids.next();
        suite.purchase(customer, Ids.next().toString(), clock.instant(), "600", false);
        eventually(() -> explanation(customer, key)
                .body("member", equalTo(false))
                .body("toEnter[0].shortfall.missing", equalTo(400))
                .body("toEnter[0].shortfall.direction", equalTo("more"))
                .body("toLeave", nullValue()));

        marketer()
                .body(
                        "{\"rule\": {\"event\": \"Order Completed\", \"aggregate\": \"sum\", \"property\": \"total\", \"gte\": 500}}")
                .post("/segments/" + key + "/versions")
                .then()
                .statusCode(201)
                .body("version", equalTo(2));
        activate(key, 2);

        eventually(() -> explanation(customer, key)
                .body("member", equalTo(true))
                .body("change.cause", equalTo("definition"))
                .body("change.definitionVersion", equalTo(2))
                .body("toEnter", nullValue())
                .body("toLeave[0].shortfall.missing", equalTo(100))
                .body("toLeave[0].shortfall.exclusive", equalTo(true)));
    }

    @Test
    void aBrokenItemIsParkedAndTheOthersOfItsEventAreApplied() throws Exception {
        String key = activated("parked", """
                {"event": "Order Completed", "aggregate": "count", "gte": 1}""");
        UUID good = Ids.next();
        UUID bad = Ids.next();
        String items = item(bad, "\"no time\"") + "," + item(good, "\"" + clock.instant() + "\"");

        double before = parked();

        suite.publish(
                "customer", "customer.behaviours-recorded.v1", Suite.event("customer.behaviours-recorded.v1", items));

        eventually(() -> memberships(good).body("items.segment", hasItem(key)));
        analyst().get("/memberships/" + bad).then().statusCode(404);
        eventually(() -> assertThat(parked()).isEqualTo(before + 1));
    }

    private static double parked() {
        return new MetricsPage(given().get("/q/metrics").asString()).sum("coterie_parked_messages");
    }

    @Test
    void aRuleThatCannotBeIsRefusedWithThePlaceOfTheFault() {
        marketer()
                .body("{\"key\": \"bad-" + unique
                        + "\", \"rule\": {\"all\": [{\"event\": \"X\", \"aggregate\": \"median\", \"gte\": 1}]}}")
                .post("/segments")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("/rule/all/0/aggregate"))
                .body("type", startsWith("https://coterie.io/problems/"));
    }

    @Test
    void readersMayNotWriteAndStrangersMayNotRead() {
        given().get("/segments").then().statusCode(401);
        analyst().get("/segments").then().statusCode(200);
        analyst().body("{}").post("/segments").then().statusCode(403);
    }

    private static String item(UUID customer, String occurredAt) {
        UUID id = Ids.next();
        return """
                {"id": "%s", "causationId": "%s", "correlationId": "%s", "hops": 0, "customerId": "%s",
                 "event": "Order Completed", "occurredAt": %s, "source": "shop", "historical": false,
                 "properties": {"total": 1}}""".formatted(id, id, id, customer, occurredAt);
    }

    private String activated(String name, String rule) {
        String key = name + "-" + unique;
        marketer()
                .body("{\"key\": \"" + key + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then()
                .statusCode(201)
                .body("state", equalTo("staged"));
        activate(key, 1);
        return key;
    }

    private void activate(String key, int version) {
        String path = "/segments/" + key + "/versions/" + version;
        marketer().post(path + "/activate").then().statusCode(202);
        eventually(() -> analyst().get(path + "/activation").then().body("backfill.state", equalTo("done")));
    }

    private static ValidatableResponse memberships(UUID customer) {
        return analyst().get("/memberships/" + customer).then().statusCode(200);
    }

    private static ValidatableResponse explanation(UUID customer, String key) {
        return analyst()
                .get("/memberships/" + customer + "/" + key + "/explanation")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification marketer() {
        return given().auth().oauth2(OidcResource.token("marketer")).contentType("application/json");
    }

    private static RequestSpecification analyst() {
        return given().auth().oauth2(OidcResource.token("analyst")).contentType("application/json");
    }

    private static void eventually(Runnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion::run);
    }
}
