package io.coterie.kit.replay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.pressure.OutboxPressure;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class ReplayResourceTest {
    private static final String ALL = "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2099-01-01T00:00:00Z\"}";

    @Inject
    Database database;

    @Inject
    Replays replays;

    @Inject
    OutboxPressure pressure;

    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private Connection connection;

    @BeforeEach
    void listen() throws Exception {
        TestFacts.count = 0;
        TestFacts.FAILURES.set(0);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("replay test");
        Channel channel = connection.createChannel();
        Topology.load().declareOn(channel);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "customer.bulk", TestFacts.TYPE);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> JsonSettings.mapper()
                        .readTree(message.getBody())
                        .at("/data/items")
                        .forEach(told::add),
                tag -> {});
    }

    @AfterEach
    void close() throws Exception {
        database.update("UPDATE replay SET state = 'cancelled' WHERE state IN ('waiting', 'running')");
        database.update("DELETE FROM outbox");
        connection.close();
    }

    @Test
    void aReplayTellsEveryFactOnceOnTheBulkLane() {
        TestFacts.count = 1_234;

        UUID id = started(ALL);

        done(id).body("published.'" + TestFacts.TYPE + "'", equalTo(1_234))
                .body("published.'" + OtherTestFacts.TYPE + "'", equalTo(1))
                .body("scope.from", equalTo("2026-01-01T00:00:00Z"))
                .body("scope", not(hasKey("customer")))
                .body("startedAt", notNullValue())
                .body("finishedAt", notNullValue());
        eventually().untilAsserted(() -> assertThat(numbersTold()).containsExactlyElementsOf(upTo(1_234)));
    }

    @Test
    void aPeriodLeavesOutWhatWasRecordedBeforeOrAfter() {
        TestFacts.count = 100;

        UUID id = started("{\"from\": \"2026-01-01T00:00:10Z\", \"to\": \"2026-01-01T00:00:13Z\"}");

        done(id).body("published.'" + TestFacts.TYPE + "'", equalTo(3));
        eventually().untilAsserted(() -> assertThat(numbersTold()).containsExactly(10, 11, 12));
    }

    @Test
    void aSourceHasOnlyTheTypesThatComeFromIt() {
        TestFacts.count = 2;

        UUID id = started("{\"source\": \"shop\"}");

        done(id).body("published", not(hasKey(OtherTestFacts.TYPE)))
                .body("published.'" + TestFacts.TYPE + "'", equalTo(2));
    }

    @Test
    void typesNarrowAReplay() {
        TestFacts.count = 2;

        UUID id =
                started("{\"customer\": \"" + TestFacts.CUSTOMER + "\", \"types\": [\"" + OtherTestFacts.TYPE + "\"]}");

        done(id).body("published", not(hasKey(TestFacts.TYPE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                        | body",
                "{\"customer\": \"c-17\"}                                                  | customer",
                "{\"customer\": \"0199b3a0-0000-7000-8000-00000000ca01\", \"source\": \"shop\"} | customer",
                "{\"source\": \"unheard-of\"}                                              | source",
                "{\"from\": \"2026-01-01T00:00:00Z\"}                                      | to",
                "{\"to\": \"2026-01-01T00:00:00Z\"}                                        | from",
                "{\"from\": \"yesterday\", \"to\": \"2026-01-01T00:00:00Z\"}               | from",
                "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-02T00:00:00Z\"}    | to",
                "{\"source\": \"shop\", \"types\": []}                                     | types",
                "{\"source\": \"shop\", \"types\": [\"customer.profile-changed.v1\"]}      | types"
            })
    void aScopeThatCannotBeIsRefusedWithItsField(String body, String field) {
        operator()
                .body(body)
                .post("/operations/replay")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body("expected", notNullValue());
    }

    @Test
    void onlyOperatorsMayReplay() {
        given().post("/operations/replay").then().statusCode(401);
        given().auth()
                .oauth2(OidcResource.token("analyst"))
                .get("/operations/replay")
                .then()
                .statusCode(403);
    }

    @Test
    void replaysAreListedNewestFirst() {
        UUID older = started("{\"source\": \"shop\"}");
        UUID newer = started("{\"source\": \"shop\"}");

        operator()
                .get("/operations/replay?limit=1")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(newer.toString())))
                .body("next", equalTo(newer.toString()));
        operator()
                .get("/operations/replay?after=" + newer)
                .then()
                .body("items.id", hasItem(older.toString()))
                .body("items.id", not(hasItem(newer.toString())));
        operator().get("/operations/replay/" + Ids.next()).then().statusCode(404);
    }

    @Test
    void aCancelledReplayTellsNoMoreAndLetsTheNextOneGo() {
        TestFacts.count = Integer.MAX_VALUE;
        UUID endless = started("{\"source\": \"shop\"}");
        eventually().untilAsserted(() -> one(endless).body("state", equalTo("running")));

        cancel(endless).statusCode(200).body("state", equalTo("cancelled")).body("finishedAt", notNullValue());

        long published = published(endless);
        TestFacts.count = 5;
        done(started("{\"source\": \"shop\"}"));
        assertThat(published(endless)).isEqualTo(published);
        cancel(endless).statusCode(200);
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        UUID id = started("{\"source\": \"shop\"}");
        done(id);

        cancel(id).statusCode(409).body("type", equalTo("https://coterie.io/problems/replay-ended"));
    }

    @Test
    void aReplicaThatDiesLosesNoFactAndMayNotComeBack() {
        full(true);
        TestFacts.count = 2_000;
        UUID id = started("{\"source\": \"shop\"}");
        UUID dead = Ids.next();
        Replays.Leased lease = replays.lease(dead).orElseThrow();
        Replay reached =
                replays.advance(lease.replay(), dead, new TestFacts(), 700).orElseThrow();

        database.update("UPDATE replay SET leased_until = clock_timestamp() - interval '1 second' WHERE id = ?", id);
        full(false);

        done(id).body("published.'" + TestFacts.TYPE + "'", equalTo(2_000));
        eventually().untilAsserted(() -> assertThat(numbersTold()).containsExactlyElementsOf(upTo(2_000)));
        assertThat(replays.advance(reached, dead, new TestFacts(), 700)).isEmpty();
    }

    @Test
    void aSliceThatFailsLeavesNothingBehindAndIsTriedAgain() {
        TestFacts.count = 1_500;
        TestFacts.FAILURES.set(2);

        UUID id = started("{\"source\": \"shop\"}");

        done(id).body("published.'" + TestFacts.TYPE + "'", equalTo(1_500));
        eventually().untilAsserted(() -> assertThat(numbersTold()).containsExactlyElementsOf(upTo(1_500)));
    }

    @Test
    void aReplayThatNeverGetsOnFailsAndSaysWhy() {
        TestFacts.count = 1_500;
        TestFacts.FAILURES.set(1_000);

        UUID id = started("{\"source\": \"shop\"}");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> one(id).body("state", equalTo("failed")));
        one(id).body("failure", equalTo("IllegalStateException"))
                .body("published.'" + TestFacts.TYPE + "'", equalTo(500))
                .body("finishedAt", notNullValue());
    }

    @Test
    void itWaitsWhileTheOutboxIsFull() {
        full(true);
        TestFacts.count = 3;

        UUID id = started("{\"source\": \"shop\"}");

        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> one(id).body("state", equalTo("waiting")).body("startedAt", nullValue()));
        full(false);
        done(id);
    }

    /// An event that somebody else seems to be publishing for minutes, so that bulk work has to wait; or none.
    private void full(boolean full) {
        if (full) {
            database.update("""
                    INSERT INTO outbox (id, lane, type, body, created_at, leased_until)
                    VALUES ('00000000-0000-7000-8000-000000000000', 'BULK', 'customer.full.v1', '',
                            clock_timestamp() - interval '1 hour', clock_timestamp() + interval '1 hour')
                    """);
        } else {
            database.update("DELETE FROM outbox WHERE type = 'customer.full.v1'");
        }
        eventually().until(() -> pressure.mayProduceBulk() != full);
    }

    private List<Integer> numbersTold() {
        return told.stream().map(item -> item.path("number").asInt()).sorted().toList();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static UUID started(String body) {
        String id = operator()
                .body(body)
                .post("/operations/replay")
                .then()
                .statusCode(202)
                .body("state", equalTo("waiting"))
                .body("startedAt", nullValue())
                .extract()
                .path("id");
        return UUID.fromString(id);
    }

    private static long published(UUID id) {
        return one(id).extract().jsonPath().getLong("published.'" + TestFacts.TYPE + "'");
    }

    private static ValidatableResponse done(UUID id) {
        eventually().untilAsserted(() -> one(id).body("state", equalTo("done")));
        return one(id);
    }

    private static ValidatableResponse one(UUID id) {
        return operator().get("/operations/replay/" + id).then().statusCode(200);
    }

    private static ValidatableResponse cancel(UUID id) {
        return operator().post("/operations/replay/" + id + "/cancel").then();
    }

    private static io.restassured.specification.RequestSpecification operator() {
        return given().auth().oauth2(OidcResource.token("operator")).contentType("application/json");
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
