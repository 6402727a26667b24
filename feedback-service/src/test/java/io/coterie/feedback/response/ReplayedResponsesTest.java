package io.coterie.feedback.response;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.feedback.replay.ReplayDocument;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.replay.Replay;
import io.coterie.kit.replay.ReplayState;
import io.coterie.kit.replay.Replays;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplayedResponsesTest {
    private final UUID customer = UUID.randomUUID();
    private final String userId = "u-" + customer;
    private final List<JsonNode> again = new CopyOnWriteArrayList<>();
    private Suite suite;
    private Connection connection;
    private UUID source;

    @Inject
    Replays replays;

    @Inject
    ReplayedResponses responses;

    @Inject
    FeedbackDatabase database;

    @BeforeEach
    void connect() throws Exception {
        suite = Suite.connect();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("bulk");
        Channel channel = connection.createChannel();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "feedback.bulk", ResponseItem.TYPE);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> JsonSettings.mapper()
                        .readTree(message.getBody())
                        .at("/data/items")
                        .forEach(again::add),
                tag -> {});
        source = SurveyTools.typeformSource();
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        await().until(() ->
                database.collection("customers", Document.class).countDocuments(Filters.eq("_id", customer)) == 1);
    }

    @AfterEach
    void disconnect() {
        suite.close();
        connection.abort();
    }

    @Test
    void aCustomerIsToldAgainAsHistoryWithTheSameIdsAndVersions() {
        answer("a", 3);
        answer("b", 9);
        // Another delivery of the answer `a`, which says something else: its second version.
        SurveyTools.typeform(source, bodyOf("a", 5, "event-a-2")).then().statusCode(200);
        await().untilAsserted(() -> assertThat(suite.responsesOf(customer)).hasSize(3));

        done("{\"customer\": \"" + customer + "\"}").body("published.'" + ResponseItem.TYPE + "'", equalTo(2));

        await().untilAsserted(() -> assertThat(again).hasSize(2));
        assertThat(again).allMatch(item -> item.path("historical").booleanValue());
        assertThat(suite.responsesOf(customer))
                .containsAll(
                        again.stream().map(ReplayedResponsesTest::asAtFirst).toList());
        assertThat(again.stream().map(item -> item.path("version").intValue())).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aSourceAndAPeriodLeaveOutTheRest() {
        answer("early", 3);
        MovableClockResource.advance(Duration.ofHours(1));
        Instant from = MovableClockResource.clock().instant();
        answer("then", 4);
        MovableClockResource.advance(Duration.ofHours(1));
        Instant to = MovableClockResource.clock().instant();
        answer("late", 5);

        done("{\"source\": \"" + source + "\", \"from\": \"" + from + "\", \"to\": \"" + to + "\"}")
                .body("published.'" + ResponseItem.TYPE + "'", equalTo(1));

        await().untilAsserted(() -> assertThat(again).hasSize(1));
        assertThat(again.getFirst().at("/scores/nps").intValue()).isEqualTo(4);
        operator()
                .body("{\"source\": \"" + UUID.randomUUID() + "\"}")
                .post("/operations/replay")
                .then()
                .statusCode(400)
                .body("field", equalTo("source"));
    }

    @Test
    void responsesOfNobodyKnownAreNotTold() {
        SurveyTools.typeform(source, SurveyTools.typeformBody("t-nobody-" + customer, "nobody-" + customer, 3, ""))
                .then()
                .statusCode(200);
        await().until(() -> count("unresolved") == 1);

        done("{\"source\": \"" + source + "\"}").body("published.'" + ResponseItem.TYPE + "'", equalTo(0));
    }

    @Test
    void aReplicaThatDiesLosesNoResponseAndMayNotComeBack() {
        answer("a", 1);
        answer("b", 2);
        answer("c", 3);
        UUID dead = Ids.next();
        UUID id = dies(dead);
        Replay reached = replays.find(id).orElseThrow();

        assertThat(replays.advance(reached, dead, responses, 1)).isPresent();
        expireLease(id);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> one(id).body("state", equalTo("done")));
        one(id).body("published.'" + ResponseItem.TYPE + "'", equalTo(3));
        await().untilAsserted(() -> assertThat(
                        again.stream().map(item -> item.path("id")).distinct())
                .hasSize(3));
        assertThat(replays.advance(reached, dead, responses, 1)).isEmpty();
    }

    @Test
    void aReplayThatWasCancelledStaysCancelled() {
        answer("a", 1);
        UUID dead = Ids.next();
        UUID id = dies(dead);
        Replay reached = replays.find(id).orElseThrow();

        operator()
                .post("/operations/replay/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));

        assertThat(replays.advance(reached, dead, responses, 1)).isEmpty();
        one(id).body("state", equalTo("cancelled")).body("published.'" + ResponseItem.TYPE + "'", equalTo(0));
    }

    @Test
    void knownCustomersAreRebuiltFromReplayedProfiles() throws Exception {
        answer("a", 1);
        database.collection("customers", Document.class).deleteOne(Filters.eq("_id", customer));
        SurveyTools.typeform(source, bodyOf("b", 2, "event-b")).then().statusCode(200);
        await().until(() -> count("unresolved") == 1);

        suite.tellProfile(customer, 1, Map.of("user_id", userId));

        await().untilAsserted(() -> assertThat(suite.responsesOf(customer)).hasSize(2));
        assertThat(count("unresolved")).isZero();
    }

    /// A replay of the source whose lease somebody else holds, from its beginning.
    private UUID dies(UUID holder) {
        UUID id = started("{\"source\": \"" + source + "\"}");
        await().untilAsserted(() -> one(id).body("state", equalTo("done")));
        again.clear();
        Replay done = replays.find(id).orElseThrow();
        Replay running = new Replay(
                Ids.next(),
                ReplayState.RUNNING,
                done.scope(),
                List.of(new Replay.Told(ResponseItem.TYPE, 0)),
                0,
                null,
                done.createdAt(),
                done.startedAt(),
                null,
                null);
        database.collection("replays", ReplayDocument.class)
                .insertOne(new ReplayDocument(
                        running.id(), running, 1, holder, Instant.now().plusSeconds(3_600)));
        return running.id();
    }

    private void expireLease(UUID id) {
        database.collection("replays", Document.class)
                .updateOne(Filters.eq("_id", id), new Document("$set", new Document("leasedUntil", Instant.EPOCH)));
    }

    private void answer(String name, int nps) {
        int before = suite.responsesOf(customer).size();
        SurveyTools.typeform(source, bodyOf(name, nps, "event-" + name)).then().statusCode(200);
        await().until(() -> suite.responsesOf(customer).size() > before);
    }

    private byte[] bodyOf(String name, int nps, String event) {
        String token = name + "-" + customer;
        String body = new String(SurveyTools.typeformBody(token, userId, nps, "so so"), StandardCharsets.UTF_8);
        return body.replace("event-" + token, event + "-" + customer).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode asAtFirst(JsonNode item) {
        return ((ObjectNode) item.deepCopy()).put("historical", false);
    }

    private int count(String state) {
        return operator()
                .get("/responses?state=" + state + "&source=" + source)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .size();
    }

    private static UUID started(String scope) {
        return UUID.fromString(operator()
                .body(scope)
                .post("/operations/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
    }

    private static ValidatableResponse done(String scope) {
        UUID id = started(scope);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> one(id).body("state", equalTo("done")));
        return one(id);
    }

    private static ValidatableResponse one(UUID id) {
        return operator().get("/operations/replay/" + id).then().statusCode(200);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(OidcResource.token("operator")).contentType("application/json");
    }
}
