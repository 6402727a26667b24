package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.coterie.testkit.Traces;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class ErasureTest {
    private static final Set<String> WHAT_STAYS =
            Set.of("tombstone.customer_id", "erasure.customer_id", "erasure.customer_ids");

    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    private final UUID ann = Ids.next();
    private final UUID erasure = Ids.next();
    private final String externalId = "c-" + ann.hashCode();
    private final String email = "ann" + ann.hashCode() + "@example.test";
    private final String name = "Ann" + ann.hashCode();
    private final String segment = "named-" + UUID.randomUUID();
    private Suite suite;
    private List<JsonNode> receipts;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        receipts = suite.hear("segment.erasure-completed.v1");
    }

    @AfterEach
    void close() throws Exception {
        suite.close();
    }

    @Test
    void nothingButTheTombstoneNamesThePersonAfterwards() throws Exception {
        annIsKnownEverywhere();
        assertThat(traces())
                .contains(
                        "customer_state.traits",
                        "customer_state.external_id",
                        "customer_chunk.facts",
                        "customer_due.customer_id",
                        "member.customer_id",
                        "membership_change.leaves",
                        "activation.after_customer",
                        "list_member.customer_id",
                        "outbox.body",
                        "parked_message.body");

        suite.erase(ann, erasure);

        JsonNode receipt = receipt();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
        assertThat(receipt.path("erasureId").asText()).isEqualTo(erasure.toString());
        assertThat(receipt.path("customerId").asText()).isEqualTo(ann.toString());
        assertThat(receipt.at("/counts/states").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/chunks").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/lists").asInt()).isEqualTo(2);
        list().then().body("size", equalTo(1));
        assertThat(receipt.at("/counts/changes").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/outbox").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/parked").asInt()).isEqualTo(1);
    }

    @Test
    void lateAndRepeatedEventsBringNobodyBack() throws Exception {
        suite.profile(ann, externalId, email, name, 1);
        soon().until(() -> traces().contains("customer_state.traits"));
        suite.erase(ann, erasure);
        receipt();

        suite.profile(ann, externalId, email, name, 2);
        suite.purchase(ann, Ids.next().toString(), clock.instant(), "10", true);
        suite.answer(ann, Ids.next().toString(), clock.instant(), 3);

        everythingHasBeenTaken();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
    }

    @Test
    void whoIsErasedBeforeAnythingIsKnownStaysUnknown() throws Exception {
        suite.erase(ann, erasure);
        assertThat(receipt().path("counts")).isEmpty();

        suite.profile(ann, externalId, email, name, 1);

        everythingHasBeenTaken();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
    }

    @Test
    void anErasureThatComesAgainGetsTheSameReceipt() throws Exception {
        suite.profile(ann, externalId, email, name, 1);
        soon().until(() -> traces().contains("customer_state.traits"));
        suite.erase(ann, erasure);
        JsonNode first = receipt();

        suite.erase(ann, erasure);

        soon().until(() -> receiptsOfAnn().size() == 2);
        assertThat(receiptsOfAnn()).containsExactly(first, first);
        assertThat(first.at("/counts/states").asInt()).isEqualTo(1);
    }

    private void annIsKnownEverywhere() throws Exception {
        activate("""
                {"all": [{"trait": "firstName", "startsWith": "Ann"},
                         {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "P30D"}]}""");
        suite.purchase(ann, Ids.next().toString(), clock.instant(), "10, \"for\": \"" + name + "\"", false);
        soon().until(() -> traces().contains("customer_state.customer_id"));
        suite.profile(ann, externalId, email, name, 1);
        soon().until(() -> traces().contains("membership_change.leaves"));
        annIsOnAList();
        database.update("UPDATE activation SET after_customer = ?", ann);
        String event = Suite.event("segment.memberships-changed.v1", "{\"customerId\": \"" + ann + "\"}");
        database.update(
                "INSERT INTO outbox (id, lane, type, body, leased_until)"
                        + " VALUES (?, 'LIVE', 'segment.memberships-changed.v1', ?, 'infinity')",
                Ids.next(),
                event.getBytes(UTF_8));
        suite.publish(
                "customer",
                "customer.behaviours-recorded.v1",
                Suite.event(
                        "customer.behaviours-recorded.v1",
                        "{\"customerId\": \"" + ann + "\", \"event\": \"" + email + "\"}"));
        soon().until(() -> traces().contains("parked_message.body"));
    }

    @Test
    void whoIsErasedIsNotPutOnAListAgain() throws Exception {
        as("marketer").body("{\"key\": \"" + segment + "\"}").post("/lists");
        suite.erase(ann, erasure);
        receipt();

        putOnAList(ann).then().statusCode(200).body("added", equalTo(0)).body("erased", equalTo(1));

        assertThat(traces()).isEqualTo(WHAT_STAYS);
    }

    /// Twice, and somebody else besides.
    private void annIsOnAList() {
        as("marketer").body("{\"key\": \"" + segment + "\"}").post("/lists");
        putOnAList(ann);
        as("marketer").body("{\"customerIds\": [\"" + ann + "\"]}").post("/lists/" + segment + "/members/remove");
        putOnAList(ann);
        putOnAList(Ids.next());
        list().then().body("size", equalTo(2));
    }

    private Response putOnAList(UUID customer) {
        return as("marketer").body("{\"customerIds\": [\"" + customer + "\"]}").post("/lists/" + segment + "/members");
    }

    private Response list() {
        return as("analyst").get("/lists/" + segment);
    }

    private void activate(String rule) {
        as("marketer")
                .body("{\"key\": \"" + segment + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then()
                .statusCode(201);
        as("marketer")
                .post("/segments/" + segment + "/versions/1/activate")
                .then()
                .statusCode(202);
        soon().until(() -> as("analyst")
                .get("/segments/" + segment + "/versions/1/activation")
                .path("backfill.state")
                .equals("done"));
    }

    private Set<String> traces() {
        return Traces.in(dataSource, ann, externalId, email, name);
    }

    private List<JsonNode> receiptsOfAnn() {
        return receipts.stream()
                .filter(item -> item.path("erasureId").asText().equals(erasure.toString()))
                .toList();
    }

    private JsonNode receipt() {
        soon().until(() -> !receiptsOfAnn().isEmpty());
        return receiptsOfAnn().getFirst();
    }

    /// Whoever is told last is known, and no message is left in the queue.
    private void everythingHasBeenTaken() throws Exception {
        UUID last = Ids.next();
        suite.profile(last, "c-" + last, "last@example.test", "Last", 1);
        soon().until(() -> suite.waiting("segment-service.live") == 0
                && database.first("SELECT 1 FROM customer_state WHERE customer_id = ?", row -> true, last)
                        .isPresent());
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40));
    }
}
