package io.coterie.feedback.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookResourceTest {
    private final UUID customer = UUID.randomUUID();
    private final String userId = "u-" + customer;
    private Suite suite;

    @BeforeEach
    void connect() throws Exception {
        suite = Suite.connect();
    }

    @AfterEach
    void disconnect() {
        suite.close();
        MovableClockResource.reset();
    }

    @Test
    void anAnswerSentTwiceIsToldOnce() throws Exception {
        UUID source = SurveyTools.typeformSource();
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        byte[] body = SurveyTools.typeformBody("t-" + customer, userId, 3, "It came late.");

        SurveyTools.typeform(source, body).then().statusCode(200).body("duplicate", is(false));
        SurveyTools.typeform(source, body).then().statusCode(200).body("duplicate", is(true));

        await().until(() -> !suite.responsesOf(customer).isEmpty());
        await().until(() -> responses("customer=" + customer).getBoolean("items[0].published"));
        var told = suite.responsesOf(customer).getFirst();
        assertThat(suite.responsesOf(customer)).hasSize(1);
        assertThat(told.at("/scores/nps").intValue()).isEqualTo(3);
        assertThat(told.path("comment").asText()).isEqualTo("It came late.");
        assertThat(told.path("source").asText()).isEqualTo(source.toString());
        assertThat(told.path("occurredAt").asText()).isEqualTo("2020-01-18T18:17:02Z");
    }

    @Test
    void theSameResponseInAnotherDeliveryIsToldOnce() throws Exception {
        UUID source = SurveyTools.typeformSource();
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        String body = new String(SurveyTools.typeformBody("t-" + customer, userId, 3, "late"), UTF_8);

        SurveyTools.typeform(source, body.getBytes(UTF_8)).then().statusCode(200);
        await().until(() -> !suite.responsesOf(customer).isEmpty());
        SurveyTools.typeform(source, body.replace("event-", "again-").getBytes(UTF_8))
                .then()
                .statusCode(200)
                .body("duplicate", is(false));
        SurveyTools.typeform(
                        source,
                        body.replace("event-", "corrected-")
                                .replace("\"number\": 3", "\"number\": 9")
                                .getBytes(UTF_8))
                .then()
                .statusCode(200);

        await().until(() -> suite.responsesOf(customer).stream()
                .anyMatch(item -> item.at("/scores/nps").intValue() == 9));
        var told = suite.responsesOf(customer);
        assertThat(told)
                .extracting(item -> item.path("id").asText())
                .containsOnly(told.getFirst().path("id").asText());
        assertThat(told).extracting(item -> item.at("/scores/nps").intValue()).containsOnly(3, 9);
        int last = told.getLast().path("version").intValue();
        assertThat(told.getFirst().path("version").intValue()).isLessThan(last);
        assertThat(responses("customer=" + customer).getList("items")).hasSize(1);
    }

    @Test
    void aStandardWebhookIsNormalisedThroughItsMapping() throws Exception {
        UUID source = SurveyTools.standardSource();
        suite.tellProfile(customer, 1, Map.of("email", userId + "@example.test"));
        byte[] body = """
                {"score": 9, "email": "%s@EXAMPLE.test", "comment": "Well done"}""".formatted(userId).getBytes(UTF_8);

        SurveyTools.standard(source, "msg_" + customer, body).then().statusCode(200);

        await().until(() -> !suite.responsesOf(customer).isEmpty());
        assertThat(suite.responsesOf(customer).getFirst().at("/scores/nps").intValue())
                .isEqualTo(9);
    }

    @Test
    void theServiceAndTheStandardsTimestampShareTheMovedClock() throws Exception {
        UUID source = SurveyTools.standardSource();
        MovableClockResource.advance(Duration.ofDays(3));
        SurveyTools.standard(source, "msg_" + customer, "{\"score\": 1}".getBytes(UTF_8))
                .then()
                .statusCode(200);
    }

    @Test
    void aWrongSignatureIsRefusedAndNothingIsStored() {
        UUID source = SurveyTools.typeformSource();
        given().header("Typeform-Signature", "sha256=AAAA")
                .contentType("application/json")
                .body(SurveyTools.typeformBody("t-" + customer, userId, 3, "late"))
                .post("/webhooks/typeform/" + source)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", is("https://coterie.io/problems/unauthorized"));
        assertThat(responses("source=" + source).getList("items")).isEmpty();
    }

    @Test
    void anUnknownTypeformSourceIsNeverNotFound() {
        for (String id : List.of(
                UUID.randomUUID().toString(),
                "nonsense",
                SurveyTools.standardSource().toString())) {
            given().body("{}").post("/webhooks/typeform/" + id).then().statusCode(401);
        }
        given().body("{}")
                .post("/webhooks/standard/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void aBodyOverOneMegabyteIsRefused() {
        UUID source = SurveyTools.typeformSource();
        SurveyTools.typeform(source, new byte[1024 * 1024 + 1])
                .then()
                .statusCode(413)
                .body("type", is("https://coterie.io/problems/too-large"));
    }

    @Test
    void aPayloadThatIsNoJsonIsKeptAndShownWithItsReason() {
        UUID source = SurveyTools.typeformSource();
        byte[] body = ("{\"broken\": " + userId).getBytes(UTF_8);

        SurveyTools.typeform(source, body).then().statusCode(200);

        await().until(() ->
                !responses("state=unreadable&source=" + source).getList("items").isEmpty());
        var shown = responses("state=unreadable&source=" + source);
        assertThat(shown.getString("items[0].reason")).isEqualTo("body: expected JSON");
        assertThat(raw(shown.getString("items[0].raw"))).isEqualTo(body);
    }

    @Test
    void thePayloadIsKeptByteForByte() {
        UUID source = SurveyTools.typeformSource();
        byte[] body = ("  " + new String(SurveyTools.typeformBody("t-" + customer, userId, 3, "ü\\u0000"), UTF_8)
                        + "\r\n \t")
                .getBytes(UTF_8);

        SurveyTools.typeform(source, body).then().statusCode(200);

        await().until(() -> !responses("source=" + source).getList("items").isEmpty());
        assertThat(raw(responses("source=" + source).getString("items[0].raw"))).isEqualTo(body);
    }

    @Test
    void aPartialResponseIsStoredAndNotCounted() throws Exception {
        UUID source = SurveyTools.typeformSource();
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        String body = new String(SurveyTools.typeformBody("t-" + customer, userId, 3, "late"), UTF_8);
        String partial =
                body.replace("\"form_response\",", "\"form_response_partial\",").replace("event-", "partial-");

        SurveyTools.typeform(source, partial.getBytes(UTF_8)).then().statusCode(200);
        await().until(() ->
                !responses("state=ignored&source=" + source).getList("items").isEmpty());
        SurveyTools.typeform(source, body.getBytes(UTF_8)).then().statusCode(200);

        await().until(() -> !suite.responsesOf(customer).isEmpty());
        assertThat(suite.responsesOf(customer)).hasSize(1);
    }

    private static JsonPath responses(String query) {
        return given().auth()
                .oauth2(OidcResource.token("analyst"))
                .get("/responses?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static byte[] raw(String path) {
        return given().auth()
                .oauth2(OidcResource.token("operator"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }
}
