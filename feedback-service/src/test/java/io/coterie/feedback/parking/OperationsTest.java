package io.coterie.feedback.parking;

import static com.mongodb.client.model.Filters.eq;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Intake;
import io.coterie.kit.retention.Retention;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationsTest {
    private static final String PATH = "/operations/parked-messages";
    private static final String TYPE = "customer.profile-changed.v1";

    @Inject
    Intake intake;

    @Inject
    EventFormat format;

    @Inject
    FeedbackDatabase database;

    @Inject
    Retention retention;

    private final UUID customer = UUID.randomUUID();

    @BeforeEach
    void empty() {
        documents("parked_messages").deleteMany(new Document());
    }

    @Test
    void aReplayedProfileIsKnownAndItsBodyIsGone() {
        String id = parked(profile("2026-01-15T10:00:00Z"));
        operator()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("type", equalTo(TYPE))
                .body("content[0].customerId", equalTo(customer.toString()));

        operator().post(PATH + "/" + id + "/replay").then().statusCode(200).body("state", equalTo("replayed"));

        assertThat(documents("customers").countDocuments(eq("_id", customer))).isOne();
        operator().get(PATH + "/" + id).then().body("content", nullValue()).body("bytes", equalTo(0));
        operator().post(PATH + "/" + id + "/replay").then().statusCode(409);
    }

    @Test
    void aProfileThatFailsAgainWaitsOnWithTheNewError() {
        String id = parked(profile("yesterday"));

        operator()
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("waiting"))
                .body("error", containsString("changedAt: expected a time"));

        operator().get(PATH + "/" + id).then().body("content", hasSize(1));
    }

    @Test
    void theListIsPagedFilteredAndSettledByDiscarding() {
        parked(profile("yesterday"));
        parked(profile("today"));
        String newest = parked(profile("tomorrow"));

        String next = operator()
                .get(PATH + "?limit=2&lane=live&type=" + TYPE)
                .then()
                .body("items", hasSize(2))
                .body("items[0].id", equalTo(newest))
                .extract()
                .path("next");
        operator()
                .get(PATH + "?limit=2&after=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        operator()
                .body("{\"reason\": \"a test\"}")
                .post(PATH + "/" + newest + "/discard")
                .then()
                .statusCode(200)
                .body("state", equalTo("discarded"));
        operator().post(PATH + "/" + newest + "/discard").then().statusCode(409);
        operator().get(PATH + "?state=waiting").then().body("items", hasSize(2));
        operator().get(PATH + "?state=discarded").then().body("items.reason", equalTo(List.of("a test")));
        operator().post(PATH + "/replay").then().body("replayed", equalTo(0)).body("failed", equalTo(2));
    }

    @Test
    void onlyWhatWasSettledLongAgoIsDeleted() {
        String old = parked(profile("yesterday"));
        String newer = parked(profile("today"));
        String waiting = parked(profile("tomorrow"));
        operator().post(PATH + "/" + old + "/discard").then().statusCode(200);
        operator().post(PATH + "/" + newer + "/discard").then().statusCode(200);
        Date longAgo = Date.from(Instant.now().minus(Duration.ofDays(31)));
        documents("parked_messages")
                .updateOne(eq("_id", UUID.fromString(old)), new Document("$set", new Document("settledAt", longAgo)));
        documents("inbox").insertOne(new Document("_id", customer).append("at", longAgo));
        documents("intake_attempts").insertOne(new Document("_id", customer.toString()).append("begunAt", longAgo));

        retention.run();

        assertThat(ids()).containsExactlyInAnyOrder(newer, waiting);
        assertThat(documents("inbox").countDocuments(eq("_id", customer))).isZero();
        assertThat(documents("intake_attempts").countDocuments(eq("_id", customer.toString())))
                .isZero();
    }

    @Test
    void onlyOperatorsMayCall() {
        for (String path : List.of(PATH, PATH + "/" + customer, "/operations/outbox", "/operations/outbox/stuck")) {
            given().get(path).then().statusCode(401);
            given().auth()
                    .oauth2(OidcResource.token("marketer"))
                    .get(path)
                    .then()
                    .statusCode(403);
        }
    }

    private Map<String, Object> profile(String changedAt) {
        return Map.of("customerId", customer, "version", 1, "changedAt", changedAt, "identities", List.of());
    }

    /// As if a fault of the service's own had been in the way.
    private String parked(Map<String, Object> profile) {
        WrittenEvent event = format.write(TYPE, List.of(profile)).getFirst();
        intake.receive(Delivery.fresh(Lane.LIVE, event.body()), OperationsTest::fail);
        return operator().get(PATH + "?state=waiting").jsonPath().getString("items[0].id");
    }

    private static void fail(ReceivedEvent event) {
        throw new IllegalStateException("a bug");
    }

    private List<String> ids() {
        return documents("parked_messages")
                .find()
                .map(each -> each.get("_id", UUID.class).toString())
                .into(new ArrayList<>());
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(OidcResource.token("operator")).contentType("application/json");
    }

    private MongoCollection<Document> documents(String collection) {
        return database.collection(collection, Document.class);
    }
}
