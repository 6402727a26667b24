package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class RebuildTest {
    private static final String CHANGES = "segment.memberships-changed.v1";
    private static final List<String> STATE = List.of("customer_state", "customer_chunk", "customer_due", "member");

    @Inject
    Clock clock;

    @Inject
    Database database;

    private final UUID customer = Ids.next();
    private final String unique = customer.toString().substring(24);
    private final List<JsonNode> live = new CopyOnWriteArrayList<>();
    private final List<JsonNode> bulk = new CopyOnWriteArrayList<>();
    private final List<String[]> told = new ArrayList<>();
    private final List<UUID> published = new ArrayList<>();
    private Suite suite;
    private Connection connection;
    private String recent;
    private String detractors;
    private String saveNow;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("changes");
        listen("segment", live);
        listen("segment.bulk", bulk);
        String spenders = activated("spenders", """
                {"event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 200}""");
        recent = activated("recent", """
                {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "PT1H"}""");
        detractors = activated("detractors", """
                {"feedback": "nps", "aggregate": "last", "lte": 6, "within": "P30D"}""");
        saveNow = activated("save-now", """
                {"all": [{"segment": "%s"}, {"segment": "%s"}]}""".formatted(detractors, spenders));
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        suite.close();
    }

    @Test
    void aWipedStateIsRebuiltByReplayAsItWasAndNothingIsTold() throws Exception {
        live();
        List<String> members = members();
        List<String> history = history();
        long version = version();
        assertThat(members).hasSize(4);

        wipe();
        replay();

        assertThat(members()).isEqualTo(members);
        assertThat(history()).isEqualTo(history);
        assertThat(rows("SELECT due_at::text FROM customer_due WHERE customer_id = ?"))
                .isNotEmpty();
        assertThat(version()).isGreaterThan(version);
    }

    @Test
    void aStateThatIsRebuiltPieceByPieceEndsTheSameAndIsQuietOnTheWay() throws Exception {
        live();
        List<String> before = segmentsOf(members());
        List<String> history = history();

        wipe();
        for (String[] fact : told) {
            publish(fact[0] + ".bulk", fact[1], ofThePast(fact));
        }
        idle();

        assertThat(segmentsOf(members())).isEqualTo(before);
        assertThat(rows(
                        "SELECT DISTINCT cause FROM membership_change WHERE customer_id = ? AND NOT id = ANY (?)",
                        (Object) history.stream().map(UUID::fromString).toArray(UUID[]::new)))
                .isSubsetOf("backfill");
        assertThat(changes(live)).isEmpty();
    }

    @Test
    void whoHasLeftWhileTheStateWasLostIsToldSoQuietly() throws Exception {
        live();
        long before = version();
        wipe();
        MovableClockResource.advance(Duration.ofHours(2));
        suite.tellTheTime(MovableClockResource.clock().instant());

        replay();

        assertThat(changes(live))
                .noneMatch(change -> change.path("change").asText().equals("left"));
        await().untilAsserted(() -> assertThat(changes(bulk)).hasSize(1));
        JsonNode left = changes(bulk).getFirst();
        assertThat(left.path("segment").asText()).isEqualTo(recent);
        assertThat(left.path("change").asText()).isEqualTo("left");
        assertThat(left.path("cause").asText()).isEqualTo("backfill");
        assertThat(left.path("stateVersion").asLong()).isGreaterThan(before);
    }

    @Test
    void aRebuiltCustomerGoesOnLeavingByTheClock() throws Exception {
        live();
        wipe();
        replay();

        MovableClockResource.advance(Duration.ofMinutes(61));
        suite.tellTheTime(MovableClockResource.clock().instant());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(changes(live))
                        .anyMatch(change -> change.path("segment").asText().equals(recent)
                                && change.path("cause").asText().equals("clock")));
    }

    @Test
    void aReplayOfWhatIsKnownWritesNothing() throws Exception {
        live();
        List<String> before = writers();

        replay();

        assertThat(writers()).isEqualTo(before);
        assertThat(changes(bulk)).isEmpty();
    }

    @Test
    void membershipsAreToldAgainAsTheyStandWithTheSameIdsAndVersionsAndCauseReplay() throws Exception {
        live();
        MovableClockResource.advance(Duration.ofHours(2));
        suite.tellTheTime(MovableClockResource.clock().instant());
        await().untilAsserted(() -> assertThat(changes(live)).hasSize(5));

        replayed("{\"customer\": \"" + customer + "\"}");

        await().untilAsserted(() -> assertThat(changes(bulk)).hasSize(4));
        assertThat(changes(bulk))
                .allMatch(change -> change.path("cause").asText().equals("replay"));
        for (JsonNode again : changes(bulk)) {
            JsonNode first = changes(live).stream()
                    .filter(change -> change.path("id").equals(again.path("id")))
                    .findFirst()
                    .orElseThrow();
            for (String field :
                    List.of("segment", "change", "stateVersion", "effectiveAt", "recordedAt", "customerId")) {
                assertThat(again.path(field)).as(field).isEqualTo(first.path(field));
            }
        }
        assertThat(of(changes(bulk), recent).path("change").asText()).isEqualTo("left");

        bulk.clear();
        replayed("{\"source\": \"" + saveNow + "\"}");
        await().untilAsserted(() -> assertThat(changes(bulk)).hasSize(1));
        assertThat(bulk).allMatch(change -> change.path("segment").asText().equals(saveNow));
        assertThat(replayed("{\"from\": \"2000-01-01T00:00:00Z\", \"to\": \"2000-01-02T00:00:00Z\"}"))
                .isZero();
    }

    @Test
    void aReplayedDeliveryIsQuiet() throws Exception {
        String mailed = activated("mailed", """
                {"event": "Email Delivered", "aggregate": "count", "gte": 1}""");
        UUID delivery = Ids.next();

        tell("campaign", "campaign.deliveries-recorded.v1", """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "campaign": "spring", "channel": "email", "outcome": "sent", "version": 3, "occurredAt": "%3$s",
                 "historical": true}""".formatted(delivery, customer, clock.instant()));

        await().untilAsserted(() -> assertThat(changes(bulk)).hasSize(1));
        assertThat(of(changes(bulk), mailed).path("cause").asText()).isEqualTo("backfill");
    }

    /// Facts as they happen: in all four segments afterwards.
    private void live() throws Exception {
        tell("customer", "customer.profile-changed.v1", """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "version": 2, "historical": false, "changedAt": "%3$s",
                 "identities": [{"namespace": "user_id", "value": "u-%2$s"}], "traits": {"country": "DE"}}""".formatted(Ids.next(), customer, clock.instant()));
        purchase("120");
        purchase("130");
        tell("feedback", "feedback.responses-recorded.v1", """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "version": 1, "source": "s", "survey": "x", "occurredAt": "%3$s", "recordedAt": "%3$s",
                 "historical": false, "scores": {"nps": 3}}""".formatted(Ids.next(), customer, clock.instant()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(members()).hasSize(4));
        await().untilAsserted(() -> assertThat(changes(live)).hasSize(4));
        idle();
    }

    private void purchase(String total) throws Exception {
        tell("customer", "customer.behaviours-recorded.v1", """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "event": "Order Completed", "occurredAt": "%3$s", "recordedAt": "%3$s", "source": "shop",
                 "historical": false, "properties": {"total": %4$s}}""".formatted(
                        Ids.next(), customer, clock.instant(), total));
    }

    private void tell(String exchange, String type, String item) throws Exception {
        told.add(new String[] {exchange, type, item});
        publish(exchange, type, item);
    }

    private void publish(String exchange, String type, String item) throws Exception {
        String event = Suite.event(type, item);
        published.add(
                UUID.fromString(JsonSettings.mapper().readTree(event).path("id").asText()));
        suite.publish(exchange, type, event);
    }

    /// The same facts as their owners tell them again: a customer's facts of one type together.
    private void replay() throws Exception {
        Map<String, List<String[]>> byType = told.stream().collect(Collectors.groupingBy(fact -> fact[1]));
        for (List<String[]> facts : byType.values()) {
            publish(
                    facts.getFirst()[0] + ".bulk",
                    facts.getFirst()[1],
                    facts.stream().map(RebuildTest::ofThePast).collect(Collectors.joining(",")));
        }
        idle();
    }

    private static String ofThePast(String[] fact) {
        return fact[2].replace("\"historical\": false", "\"historical\": true");
    }

    /// Everything that was published has had its effect: the inbox knows it.
    private void idle() {
        UUID[] ids = published.toArray(UUID[]::new);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> database.query("SELECT 1 FROM inbox WHERE event_id = ANY (?)", row -> 1, (Object) ids)
                                .size()
                        == ids.length);
    }

    private void wipe() {
        for (String table : STATE) {
            database.update("DELETE FROM " + table + " WHERE customer_id = ?", customer);
        }
        live.clear();
        bulk.clear();
    }

    /// Which transactions wrote the rows.
    private List<String> writers() {
        return rows("""
                SELECT concat_ws('|', s.xmin, s.row_version, c.xmin, d.xmin,
                                 (SELECT string_agg(m.xmin::text, ',' ORDER BY m.segment_id) FROM member m
                                  WHERE m.customer_id = s.customer_id),
                                 (SELECT count(*) FROM membership_change h WHERE h.customer_id = s.customer_id))
                FROM customer_state s JOIN customer_chunk c USING (bucket, customer_id)
                JOIN customer_due d USING (bucket, customer_id) WHERE customer_id = ?
                """);
    }

    private List<String> members() {
        return rows("""
                SELECT g.key || ' ' || m.since FROM member m JOIN segment g ON g.id = m.segment_id
                WHERE m.customer_id = ? AND g.key LIKE '%-' || ? ORDER BY 1
                """, unique);
    }

    private static List<String> segmentsOf(List<String> members) {
        return members.stream()
                .map(member -> member.substring(0, member.indexOf(' ')))
                .toList();
    }

    private List<String> history() {
        return rows("SELECT id::text FROM membership_change WHERE customer_id = ? ORDER BY 1");
    }

    private long version() {
        return Long.parseLong(rows("SELECT row_version FROM customer_state WHERE customer_id = ?")
                .getFirst());
    }

    private List<String> rows(String sql, Object... more) {
        List<Object> parameters = new ArrayList<>(List.of(customer));
        parameters.addAll(Arrays.asList(more));
        return database.query(sql, row -> row.getString(1), parameters.toArray());
    }

    /// Of this customer in the segments of this test: others evaluate the same facts.
    private List<JsonNode> changes(List<JsonNode> items) {
        return items.stream()
                .filter(item -> item.path("customerId").asText().equals(customer.toString())
                        && item.path("segment").asText().endsWith(unique))
                .toList();
    }

    private static JsonNode of(List<JsonNode> items, String segment) {
        return items.stream()
                .filter(item -> item.path("segment").asText().equals(segment))
                .findFirst()
                .orElseThrow();
    }

    private void listen(String exchange, List<JsonNode> items) throws IOException {
        Channel channel = connection.createChannel();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, CHANGES);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> JsonSettings.mapper()
                        .readTree(message.getBody())
                        .at("/data/items")
                        .forEach(items::add),
                tag -> {});
    }

    private String activated(String name, String rule) {
        String key = name + "-" + unique;
        as("marketer")
                .body("{\"key\": \"" + key + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then()
                .statusCode(201);
        String path = "/segments/" + key + "/versions/1";
        as("marketer").post(path + "/activate").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> as("analyst").get(path + "/activation").then().body("backfill.state", equalTo("done")));
        return key;
    }

    /// How many memberships were told again.
    private static int replayed(String scope) {
        String id = as("operator")
                .body(scope)
                .post("/operations/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        as("operator").get("/operations/replay/" + id).then().body("state", equalTo("done")));
        return as("operator").get("/operations/replay/" + id).path("published.'" + CHANGES + "'");
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
