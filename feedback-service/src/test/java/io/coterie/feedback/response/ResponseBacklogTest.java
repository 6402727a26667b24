package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.eq;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Backlog;
import io.coterie.kit.outbox.PendingEvents;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pending events that only these tests know: responses that are nothing but events.
@QuarkusTest
class ResponseBacklogTest {
    private final Date nextYear = Date.from(Instant.now().plus(Duration.ofDays(365)));

    @Inject
    FeedbackDatabase database;

    @Inject
    Backlog backlog;

    @Inject
    PendingEvents pending;

    @BeforeEach
    @AfterEach
    void empty() {
        responses().deleteMany(new Document());
    }

    @Test
    void whatWaitsIsCountedByLane() {
        waiting(Lane.LIVE, 1, false);
        waiting(Lane.LIVE, 11, false);
        waiting(Lane.BULK, 1, true);

        assertThat(backlog.depth(Lane.LIVE, 100).pending()).isEqualTo(2);
        assertThat(backlog.depth(Lane.LIVE, 1).pending()).isEqualTo(1);
        assertThat(backlog.depth(Lane.LIVE, 100).oldest()).isGreaterThan(Duration.ofSeconds(89));
        assertThat(backlog.depth(Lane.BULK, 100).oldest()).isEqualTo(Duration.ZERO);
        operator()
                .get("/operations/outbox")
                .then()
                .statusCode(200)
                .body("lanes.live.pending", equalTo(2))
                .body("lanes.live.leased", equalTo(2))
                .body("lanes.live.stuck", equalTo(1))
                .body("lanes.bulk.stuck", equalTo(1));
    }

    @Test
    void whatIsStuckIsListedPageByPage() {
        waiting(Lane.LIVE, 1, false);
        UUID first = waiting(Lane.LIVE, 11, false);
        UUID second = waiting(Lane.BULK, 1, true);

        String next = operator()
                .get("/operations/outbox/stuck?limit=1")
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(first.toString()))
                .body("items[0].bytes", equalTo(3))
                .extract()
                .path("next");
        operator()
                .get("/operations/outbox/stuck?limit=1&after=" + next)
                .then()
                .body("items[0].id", equalTo(second.toString()))
                .body("items[0].unroutable", equalTo(true));
    }

    @Test
    void anEventThatNoQueueWantsIsMarkedAndStaysLeased() {
        UUID id = waiting(Lane.BULK, 1, false);

        pending.unroutable(List.of(id));

        operator().get("/operations/outbox/stuck").then().body("items.unroutable", equalTo(List.of(true)));
        operator().get("/operations/outbox").then().body("lanes.bulk.leased", equalTo(1));
    }

    @Test
    void aRetryIsPublishedAtOnce() {
        UUID id = waiting(Lane.LIVE, 11, false);

        operator().post("/operations/outbox/" + id + "/retry").then().statusCode(200);

        await().until(() -> responses().countDocuments(eq("pending.id", id)) == 0);
        operator().post("/operations/outbox/" + id + "/retry").then().statusCode(404);
    }

    private UUID waiting(Lane lane, int attempts, boolean unroutable) {
        UUID id = aged(Ids.next(), Duration.ofSeconds(90));
        Document event = new Document("id", id)
                .append("lane", lane.name())
                .append("type", "feedback.responses-recorded.v1")
                .append("body", new Binary(new byte[] {'{', ' ', '}'}))
                .append("due", nextYear)
                .append("attempts", attempts)
                .append("unroutable", unroutable);
        responses()
                .insertOne(new Document("_id", UUID.randomUUID())
                        .append("version", 1)
                        .append("pending", List.of(event)));
        return id;
    }

    private static UUID aged(UUID id, Duration by) {
        return new UUID(id.getMostSignificantBits() - (by.toMillis() << 16), id.getLeastSignificantBits());
    }

    private MongoCollection<Document> responses() {
        return database.collection(Responses.COLLECTION, Document.class);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(OidcResource.token("operator")).contentType("application/json");
    }
}
