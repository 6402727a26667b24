package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of a segment: versions are tried, activated, given up and gone back to; segments are archived and restored;
/// and all of it is written down.
@QuarkusTest
@TestProfile(BulkPressureTest.LittleRoom.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class SegmentLifeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    DataSource connections;

    /// Nobody else has what this test's customers have.
    private final String property = "total-" + UUID.randomUUID();

    private final String poorRule = spent("\"lt\": 50");
    private final String richRule = spent("\"gte\": 50");
    private final String key = "life-" + UUID.randomUUID();
    private final Set<UUID> poor = customers();
    private final Set<UUID> rich = customers();
    private Suite suite;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
    }

    @AfterEach
    void close() throws Exception {
        StuckEvents.in(database, 0);
        suite.close();
    }

    @Test
    void theTrailSaysWhoDidWhatNewestFirstAndHowTheRuleChanged() {
        save(key, poorRule);
        activate(1);
        addVersion(richRule);
        activate(2);

        JsonPath trail = trail(100, null);
        assertThat(trail.getList("items.action"))
                .containsExactly(
                        "activated", "activation-started", "saved", "activated", "activation-started", "saved");
        assertThat(trail.getList("items.version")).containsExactly(2, 2, 2, 1, 1, 1);
        assertThat(trail.getList("items.subject")).containsOnly("test");
        assertThat(trail.getString("next")).isNull();
        assertThat(trail.getList("items[2].difference.op")).containsExactlyInAnyOrder("remove", "add");
        assertThat(trail.getList("items[2].difference.path")).containsExactlyInAnyOrder("/lt", "/gte");
        assertThat(trail.getString("items[5].difference[0].path")).isEmpty();
        assertThat(trail.getInt("items[5].difference[0].value.lt")).isEqualTo(50);
    }

    @Test
    void theTrailIsReadPageByPage() {
        save(key, poorRule);
        activate(1);

        JsonPath first = trail(2, null);
        JsonPath second = trail(2, first.getString("next"));

        assertThat(first.getList("items.action")).containsExactly("activated", "activation-started");
        assertThat(second.getList("items.action")).containsExactly("saved");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void whatWasWrittenDownIsNeverChangedAndWhatWasRefusedIsNotWrittenDown() {
        save(key, poorRule);
        as("marketer").post("/segments/" + key + "/archive").then().statusCode(200);
        as("marketer").post(version(1) + "/activate").then().statusCode(409);

        assertThat(trail(100, null).getList("items.action")).containsExactly("archived", "saved");
        assertThatThrownBy(() -> database.update("DELETE FROM segment_audit")).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> database.update("UPDATE segment_audit SET subject = 'x'"))
                .isInstanceOf(StoreFailure.class);
    }

    @Test
    void aCancelledActivationLeavesNothingBehindAndCanBeBegunAgain() throws Exception {
        buyEach();
        save(key, poorRule);
        try (Connection held = rowHeld(poor.iterator().next())) {
            as("marketer").post(version(1) + "/activate").then().statusCode(202);
            StuckEvents.in(database, 21);
            await().atMost(PATIENCE).until(() -> StuckEvents.pressure().equals("bulk_pauses"));
            held.rollback();
        }
        await().atMost(PATIENCE).until(() -> memberRows(1) > 0);

        as("marketer")
                .post(version(1) + "/activation/cancel")
                .then()
                .statusCode(202)
                .body("backfill.state", equalTo("cancelling"));
        as("analyst").get("/segments/" + key).then().body("state", equalTo("staged"));
        as("marketer")
                .post(version(1) + "/activate")
                .then()
                .statusCode(409)
                .body("type", endsWith("activation-at-work"));
        StuckEvents.in(database, 0);
        await().atMost(PATIENCE).until(() -> state(1).equals("cancelled"));

        assertThat(memberRows(1)).isZero();
        assertThat(trail(1, null).getString("items[0].action")).isEqualTo("cancelled");
        as("analyst").get(version(1) + "/activation").then().body("backfill.done", notNullValue());
        activate(1);
        assertThat(members(null)).isEqualTo(poor);
    }

    @Test
    void whatEverybodyReadsIsNotCancelled() {
        save(key, poorRule);
        activate(1);

        as("marketer")
                .post(version(1) + "/activation/cancel")
                .then()
                .statusCode(409)
                .body("type", endsWith("cut-over"));
    }

    @Test
    void aVersionThatWasReplacedIsActivatedAgainWithAllThatHappenedSince() throws Exception {
        save(key, poorRule);
        activate(1);
        addVersion(richRule);
        activate(2);
        buyEach();
        await().atMost(PATIENCE).until(() -> members(null).equals(rich));

        activate(1);

        assertThat(members(null)).isEqualTo(poor);
        as("analyst")
                .get("/segments/" + key + "/changes")
                .then()
                .body("items.findAll { it.definitionVersion == 1 }.cause.unique()", contains("definition"));
        assertThat(trail(1, null).getString("items[0].action")).isEqualTo("rolled-back");
        assertThat(memberRows(2)).isZero();
    }

    @Test
    void goingBackIsRefusedWhereItWouldCloseACircle() {
        String other = key + "-b";
        save(other, poorRule);
        save(key, "{\"segment\": \"" + other + "\"}");
        activate(1);
        addVersion(richRule);
        activate(2);
        as("marketer")
                .body("{\"rule\": {\"segment\": \"" + key + "\"}}")
                .post("/segments/" + other + "/versions")
                .then()
                .statusCode(201);

        as("marketer").post(version(1) + "/activate").then().statusCode(409).body("type", endsWith("circle"));
        as("analyst").get("/segments/" + key).then().body("version", equalTo(2));
    }

    @Test
    void anArchivedSegmentHasNoMembersButItsHistoryStays() throws Exception {
        List<JsonNode> heard = suite.hear("segment.memberships-changed.v1");
        save(key, richRule);
        activate(1);
        buyEach();
        await().atMost(PATIENCE).until(() -> members(null).equals(rich));
        Instant before = clock.instant();

        as("marketer")
                .post("/segments/" + key + "/archive")
                .then()
                .statusCode(200)
                .body("state", equalTo("archived"))
                .body("archivedAt", notNullValue())
                .body("memberCount", nullValue());

        assertThat(members(null)).as("at once, though it is still being told").isEmpty();
        assertThat(members(before)).isEqualTo(rich);
        await().atMost(PATIENCE).until(() -> state(1).equals("withdrawn"));
        assertThat(members(null)).isEmpty();
        assertThat(members(before)).isEqualTo(rich);
        assertThat(memberRows(1)).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(heard.stream()
                                .filter(change -> change.get("segment").asText().equals(key))
                                .filter(change -> change.get("change").asText().equals("left"))
                                .filter(change -> change.get("cause").asText().equals("definition"))
                                .map(change ->
                                        UUID.fromString(change.get("customerId").asText()))
                                .collect(toSet()))
                        .isEqualTo(rich));
    }

    @Test
    void anArchivedSegmentIsLeftAloneUntilItIsRestored() throws Exception {
        buyEach();
        save(key, richRule);
        activate(1);
        as("marketer").post("/segments/" + key + "/archive").then().statusCode(200);
        await().atMost(PATIENCE).until(() -> state(1).equals("withdrawn"));

        creating(key, poorRule).statusCode(409);
        as("marketer")
                .body("{\"rule\": " + poorRule + "}")
                .post("/segments/" + key + "/versions")
                .then()
                .statusCode(409);
        as("marketer").post(version(1) + "/activate").then().statusCode(409);
        as("marketer").post(version(1) + "/dry-run").then().statusCode(409);
        creating(key + "-b", "{\"segment\": \"" + key + "\"}").statusCode(400).body("field", equalTo("/rule/segment"));
        listed(false).body("items.key", not(hasItem(key)));
        listed(true).body("items.key", hasItem(key));

        as("marketer")
                .post("/segments/" + key + "/restore")
                .then()
                .statusCode(200)
                .body("state", equalTo("staged"));
        listed(false).body("items.key", hasItem(key));
        activate(1);
        assertThat(members(null)).isEqualTo(rich);
        assertThat(trail(3, null).getList("items.action"))
                .containsExactly("activated", "activation-started", "restored");
    }

    @Test
    void aSegmentThatOthersReferToIsNotArchived() {
        save(key, richRule);
        save(key + "-b", "{\"not\": {\"segment\": \"" + key + "\"}}");

        as("marketer")
                .post("/segments/" + key + "/archive")
                .then()
                .statusCode(409)
                .body("type", endsWith("referred-to"))
                .body("detail", containsString(key + "-b"));

        as("marketer").post("/segments/" + key + "-b/archive").then().statusCode(200);
        as("marketer").post("/segments/" + key + "/archive").then().statusCode(200);
        as("marketer")
                .post("/segments/" + key + "-b/restore")
                .then()
                .statusCode(409)
                .body("type", endsWith("refers-to-archived"));
    }

    @Test
    void aDryRunCountsWhoWouldMoveAndChangesNothing() throws Exception {
        save(key, poorRule);
        activate(1);
        buyEach();
        await().atMost(PATIENCE).until(() -> members(null).equals(poor));
        addVersion(spent("\"gte\": 10"));
        String stored = fingerprint();

        as("marketer").post(version(2) + "/dry-run").then().statusCode(202).body("dryRun.total", equalTo(1024));
        await().atMost(PATIENCE).until(() -> dryRun(2).getString("dryRun.state").equals("done"));

        assertThat(ids(dryRun(2), "enter")).isEqualTo(rich);
        assertThat(ids(dryRun(2), "stay")).isEqualTo(poor);
        assertThat(dryRun(2).getLong("dryRun.leave.count")).isZero();
        assertThat(dryRun(2).getLong("dryRun.stay.count")).isEqualTo(poor.size());
        assertThat(fingerprint()).isEqualTo(stored);
        assertThat(members(null)).isEqualTo(poor);
        as("analyst").get("/segments/" + key).then().body("version", equalTo(1));
    }

    @Test
    void anErasedCustomerIsInNoSample() throws Exception {
        UUID erased = poor.iterator().next();
        save(key, poorRule);
        activate(1);
        buyEach();
        await().atMost(PATIENCE).until(() -> members(null).equals(poor));
        as("marketer").post(version(1) + "/dry-run").then().statusCode(202);
        await().atMost(PATIENCE).until(() -> dryRun(1).getString("dryRun.state").equals("done"));
        assertThat(ids(dryRun(1), "stay")).contains(erased);

        suite.erase(erased, Ids.next());

        await().atMost(PATIENCE).until(() -> !ids(dryRun(1), "stay").contains(erased));
    }

    /// A walk leaves the rows of those alone who are outside for good. What is cut over later must not be told as of
    /// then.
    @Test
    void whoWasLeftAloneByAWalkEntersAtTheCutOverThatMovesThem() throws Exception {
        buyEach();
        save(key, spent("\"gte\": 1"));
        activate(1);
        String others = key + "-others";
        save(others, "{\"not\": {\"segment\": \"" + key + "\"}}");
        String first = "/segments/" + others + "/versions/1";
        as("marketer").post(first + "/activate").then().statusCode(202);
        await().atMost(PATIENCE)
                .until(() -> as("analyst")
                        .get(first + "/activation")
                        .jsonPath()
                        .getString("backfill.state")
                        .equals("done"));

        addVersion(richRule);
        activate(2);

        assertThat(database.first("""
                        SELECT count(*) FROM membership_change c JOIN segment o ON o.id = c.segment_id AND o.key = ?
                        JOIN segment s ON s.key = ? JOIN segment_version v ON v.segment_id = s.id AND v.version = 2
                        WHERE c.customer_id = ANY (?) AND c.cause = 'definition' AND c.effective_at = v.active_since
                        """, row -> row.getLong(1), others, key, poor.toArray(UUID[]::new)))
                .hasValue((long) poor.size());
    }

    private static Set<UUID> customers() {
        return Stream.generate(Ids::next).limit(8).collect(toSet());
    }

    private String spent(String total) {
        return "{\"event\": \"Order Completed\", \"aggregate\": \"sum\", \"property\": \"" + property + "\", " + total
                + "}";
    }

    /// Everybody buys for what fits the name, and is known.
    private void buyEach() throws Exception {
        buy(poor, 10);
        buy(rich, 100);
        await().atMost(PATIENCE)
                .until(() -> Stream.concat(poor.stream(), rich.stream())
                        .allMatch(customer ->
                                as("analyst").get("/memberships/" + customer).statusCode() == 200));
    }

    private void buy(Collection<UUID> customers, int total) throws Exception {
        String items = customers.stream()
                .map(customer -> """
                        {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                         "event": "Order Completed", "occurredAt": "%3$s", "recordedAt": "%3$s", "source": "shop",
                         "historical": false, "properties": {"%5$s": %4$d}}""".formatted(Ids.next(), customer, clock.instant(), total, property))
                .collect(joining(","));
        suite.publish(
                "customer", "customer.behaviours-recorded.v1", Suite.event("customer.behaviours-recorded.v1", items));
    }

    /// Until it ends the row of the customer cannot be locked.
    private Connection rowHeld(UUID customer) throws SQLException {
        Connection connection = connections.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(
                "SELECT 1 FROM customer_state WHERE bucket = ? AND customer_id = ? FOR UPDATE")) {
            statement.setShort(1, (short) Bucket.of(customer));
            statement.setObject(2, customer);
            statement.executeQuery();
        }
        return connection;
    }

    private long memberRows(int version) {
        return database.first(
                        "SELECT count(*) FROM member m JOIN segment s ON s.id = m.segment_id WHERE s.key = ? AND m.version = ?",
                        row -> row.getLong(1),
                        key,
                        version)
                .orElseThrow();
    }

    /// Of everything that is stored of this test's customers.
    private String fingerprint() {
        UUID[] all = Stream.concat(poor.stream(), rich.stream()).toArray(UUID[]::new);
        return database.first("""
                        SELECT (SELECT string_agg(s::text, ',' ORDER BY s.customer_id) FROM customer_state s
                                WHERE customer_id = ANY (?)) ||
                               (SELECT string_agg(m::text, ',' ORDER BY m::text) FROM member m
                                WHERE customer_id = ANY (?)) ||
                               (SELECT count(*) FROM membership_change WHERE customer_id = ANY (?)) AS all_of_it
                        """, row -> row.getString("all_of_it"), all, all, all)
                .orElseThrow();
    }

    private static Set<UUID> ids(JsonPath run, String which) {
        return run.getList("dryRun." + which + ".sample", String.class).stream()
                .map(UUID::fromString)
                .collect(toSet());
    }

    private JsonPath dryRun(int version) {
        return as("analyst").get(version(version) + "/dry-run").jsonPath();
    }

    private static void save(String key, String rule) {
        creating(key, rule).statusCode(201);
    }

    private static ValidatableResponse creating(String key, String rule) {
        return as("marketer")
                .body("{\"key\": \"" + key + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then();
    }

    private void addVersion(String rule) {
        as("marketer")
                .body("{\"rule\": " + rule + "}")
                .post("/segments/" + key + "/versions")
                .then()
                .statusCode(201);
    }

    private void activate(int version) {
        as("marketer").post(version(version) + "/activate").then().statusCode(202);
        await().atMost(PATIENCE).until(() -> state(version).equals("done"));
    }

    private String state(int version) {
        return as("analyst").get(version(version) + "/activation").jsonPath().getString("backfill.state");
    }

    private String version(int version) {
        return "/segments/" + key + "/versions/" + version;
    }

    private static ValidatableResponse listed(boolean archived) {
        return as("analyst")
                .queryParam("limit", 1000)
                .queryParam("archived", archived)
                .get("/segments")
                .then()
                .statusCode(200);
    }

    private JsonPath trail(int limit, @Nullable String after) {
        var request = as("analyst").queryParam("limit", limit);
        return (after == null ? request : request.queryParam("after", after))
                .get("/segments/" + key + "/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Of this test's customers; that all are counted is checked on the way.
    private Set<UUID> members(@Nullable Instant asOf) {
        var request = as("analyst").queryParam("limit", 1000);
        JsonPath page = (asOf == null ? request : request.queryParam("asOf", asOf.toString()))
                .get("/segments/" + key + "/members")
                .jsonPath();
        List<String> all = page.getList("items.customerId");
        assertThat(page.getInt("total")).isEqualTo(all.size());
        return all.stream().map(UUID::fromString).collect(toSet());
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
