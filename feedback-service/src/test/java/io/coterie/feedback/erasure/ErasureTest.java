package io.coterie.feedback.erasure;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import io.coterie.feedback.MongoTraces;
import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.feedback.identity.ErasedIdentities;
import io.coterie.kit.event.Ids;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureTest {
    private static final Set<String> WHAT_STAYS = Set.of("tombstones", "erasures");

    @Inject
    MongoClient mongo;

    @Inject
    ErasedIdentities identities;

    @Inject
    @ConfigProperty(name = "quarkus.mongodb.database")
    String databaseName;

    private final UUID ann = UUID.randomUUID();
    private final UUID erasure = Ids.next();
    private final String user = "u-" + ann;
    private final String visitor = "v-" + ann;
    private final String email = "ann." + ann + "@example.test";
    private Suite suite;

    @BeforeEach
    void connect() throws Exception {
        suite = Suite.connect();
    }

    @AfterEach
    void disconnect() {
        suite.close();
    }

    @Test
    void nothingButTheTombstoneNamesThePersonAfterwards() throws Exception {
        suite.tellProfile(ann, 1, Map.of("user_id", user, "email", email));
        UUID typeform = SurveyTools.typeformSource();
        answer(typeform, "t-1-" + ann, user);
        answer(visitors(), "t-2-" + ann, visitor);
        ok(SurveyTools.typeform(
                typeform,
                new String(SurveyTools.typeformBody("t-3-" + ann, user, 3, "draft"), UTF_8)
                        .replace("\"event_type\": \"form_response\"", "\"event_type\": \"form_response_partial\"")
                        .getBytes(UTF_8)));
        ok(SurveyTools.typeform(typeform, ("no JSON, but <" + email + ">").getBytes(UTF_8)));
        suite.tell(profileWithoutVersion("\"customerId\": \"" + ann + "\""));
        suite.tell(profileWithoutVersion("\"was\": \"" + email + "\""));
        soon().until(() ->
                states(typeform).size() == 3 && suite.responsesOf(ann).size() == 1);
        soon().until(() -> traces().containsAll(Set.of("customers", "responses", "payloads", "parked_messages")));
        assertThat(states(typeform)).containsExactlyInAnyOrder("resolved", "ignored", "unreadable");

        erase();

        JsonNode receipt = receipt();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
        assertThat(receipt.path("customerId").asText()).isEqualTo(ann.toString());
        assertThat(receipt.at("/counts/customers").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/responses").asInt()).isEqualTo(4);
        assertThat(receipt.at("/counts/payloads").asInt()).isEqualTo(4);
        assertThat(receipt.at("/counts/parked").asInt()).isEqualTo(2);
        assertThat(states(typeform)).isEmpty();
    }

    @Test
    void whatWasSaidBeforeIsNotTakenWhoeverHasTheIdNow() throws Exception {
        UUID heir = UUID.randomUUID();
        erase();
        receipt();
        suite.tellProfile(heir, 1, Map.of("user_id", user));
        UUID typeform = SurveyTools.typeformSource();

        answer(typeform, "t-" + ann, user);

        answer(typeform, "t-" + heir, "somebody-" + heir);
        soon().until(() -> states(typeform).equals(List.of("unresolved")));
        soon().until(() -> !traces().contains("payloads"));
        assertThat(suite.responsesOf(heir)).isEmpty();
    }

    @Test
    void whatIsSaidAfterwardsWaitsForSomebodyNew() throws Exception {
        suite.tellProfile(ann, 1, Map.of("email", email));
        soon().until(() -> traces().contains("customers"));
        erase();
        receipt();
        MovableClockResource.advance(Duration.ofSeconds(2));
        UUID standard = SurveyTools.standardSource();
        ok(SurveyTools.standard(
                standard,
                "m-" + ann,
                "{\"score\": 9, \"email\": \"%s\"}".formatted(email).getBytes(UTF_8)));
        soon().until(() -> states(standard).equals(List.of("unresolved")));

        UUID returned = UUID.randomUUID();
        suite.tellProfile(returned, 1, Map.of("email", email));

        soon().until(() -> suite.responsesOf(returned).size() == 1);
        assertThat(suite.responsesOf(ann)).isEmpty();
    }

    @Test
    void lateProfilesBringNobodyBack() throws Exception {
        erase();
        assertThat(receipt().path("counts")).isEmpty();

        suite.tellProfile(ann, 1, Map.of("user_id", user));
        suite.tellProfile(ann, 2, Map.of("user_id", user, "email", email));

        UUID last = UUID.randomUUID();
        suite.tellProfile(last, 1, Map.of("user_id", "u-" + last));
        soon().until(() -> MongoTraces.in(mongo.getDatabase(databaseName), last).contains("customers"));
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
    }

    @Test
    void anErasureThatComesAgainGetsTheSameReceipt() throws Exception {
        suite.tellProfile(ann, 1, Map.of("user_id", user));
        soon().until(() -> traces().contains("customers"));
        erase();
        JsonNode first = receipt();

        erase();

        soon().until(() -> suite.receiptsOf(erasure).size() == 2);
        assertThat(suite.receiptsOf(erasure)).containsExactly(first, first);
        assertThat(first.at("/counts/customers").asInt()).isEqualTo(1);
    }

    @Test
    void answersThatComeWhileThePersonIsErasedLeaveNothing() throws Exception {
        suite.tellProfile(ann, 1, Map.of("user_id", user));
        UUID typeform = SurveyTools.typeformSource();
        answer(typeform, "t-0-" + ann, user);
        soon().until(() -> suite.responsesOf(ann).size() == 1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                String token = "t-" + i + "-" + ann;
                answers.add(pool.submit(() -> answer(typeform, token, user)));
            }
            erase();
            for (Future<?> answer : answers) {
                answer.get();
            }
        }

        receipt();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
        assertThat(states(typeform)).isEmpty();
    }

    /// Typeform's answers say that they were given in 2020.
    private static void answer(UUID source, String token, String person) {
        ok(SurveyTools.typeform(source, SurveyTools.typeformBody(token, person, 3, "says " + person)));
    }

    private static void ok(Response response) {
        response.then().statusCode(200);
    }

    /// A source that knows people by an id that no profile has.
    private static UUID visitors() {
        return SurveyTools.source(Map.of(
                "provider",
                "typeform",
                "name",
                "Visitors",
                "secret",
                SurveyTools.TYPEFORM_SECRET,
                "mapping",
                Map.of(
                        "nps",
                        Map.of("ref", "nps_question"),
                        "identity",
                        Map.of("hidden", "user_id", "namespace", "anonymous_id"))));
    }

    private static byte[] profileWithoutVersion(String field) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/customer-service", "type": "customer.profile-changed.v1",
                 "data": {"items": [{"identities": [], "changedAt": "2026-01-15T10:00:00Z", %s}]}}
                """.formatted(UUID.randomUUID(), field).getBytes(UTF_8);
    }

    private void erase() throws Exception {
        Instant now = MovableClockResource.clock().instant();
        List<String> hashes = Stream.of(
                        identities.of("user_id", user),
                        identities.of("email", email),
                        identities.of("anonymous_id", visitor))
                .flatMap(Set::stream)
                .toList();
        suite.erase(ann, erasure, now, hashes);
    }

    private JsonNode receipt() {
        soon().until(() -> !suite.receiptsOf(erasure).isEmpty());
        return suite.receiptsOf(erasure).getFirst();
    }

    private Set<String> traces() {
        return MongoTraces.in(mongo.getDatabase(databaseName), ann, user, visitor, email);
    }

    private static List<String> states(UUID source) {
        return given().auth()
                .oauth2(OidcResource.token("analyst"))
                .get("/responses?limit=1000&source=" + source)
                .jsonPath()
                .getList("items.state");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40));
    }
}
