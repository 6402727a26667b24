package io.coterie.customer.erasure;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.customer;
import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.timeline;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.customer.Api.OpenedSource;
import io.coterie.customer.Broker;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.Traces;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureResourceTest {
    private static final Set<String> WHAT_STAYS =
            Set.of("tombstone.customer_id", "erasure.customer_id", "erasure.customer_ids");

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    private final String user = unique("u");
    private final String email = user + "@example.test";
    private final String name = unique("Ann");
    private OpenedSource shop;

    @BeforeEach
    void open() {
        shop = openSource();
        database.update("DELETE FROM import_job WHERE state = 'receiving'");
    }

    @Test
    void nothingButTheTombstoneNamesThePersonAfterwards() throws Exception {
        UUID ann = annIsKnownEverywhere();
        assertThat(traces(ann))
                .contains(
                        "customer.email",
                        "customer.traits",
                        "identity.value",
                        "consent.customer_id",
                        "behaviour.properties",
                        "behaviour.context",
                        "outbox.body",
                        "parked_message.body");

        erase(ann)
                .statusCode(202)
                .header("Location", endsWith("/customers/" + ann + "/erasure"))
                .body("state", equalTo("running"));

        soon().until(() -> certificate(ann).getString("services.customer.completedAt") != null);
        soon().untilAsserted(() -> assertThat(traces(ann)).isEqualTo(WHAT_STAYS));
        JsonPath counts = certificate(ann).setRootPath("services.customer.counts");
        assertThat(counts.getInt("profiles")).isEqualTo(1);
        assertThat(counts.getInt("identities")).isEqualTo(3);
        assertThat(counts.getInt("consents")).isEqualTo(1);
        assertThat(counts.getInt("behaviours")).isEqualTo(1);
        assertThat(counts.getInt("outbox")).isEqualTo(1);
        assertThat(counts.getInt("parked")).isEqualTo(1);
        as("analyst").get("/customers/" + ann).then().statusCode(404);
    }

    @Test
    void theOthersAreToldWithHashesAndTheCertificateWaitsForThem() throws Exception {
        UUID ann = annIsIdentified();
        try (Broker broker = new Broker("customer")) {
            erase(ann).statusCode(202);
            JsonPath event = heard(broker, ann);
            assertThat(event.getString("data.items[0].id")).isEqualTo(erasureOf(ann));
            assertThat(event.getList("data.items[0].customerIds")).containsExactly(ann.toString());
            assertThat(event.<String>getList("data.items[0].identityHashes"))
                    .hasSize(2)
                    .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
            assertThat(event.prettify()).doesNotContain(user);

            receipt(broker, "segment", ann, 3);
            receipt(broker, "campaign", ann, 2);
            soon().until(() -> certificate(ann).getList("waitingFor").equals(List.of("feedback")));
            assertThat(certificate(ann).getString("state")).isEqualTo("running");
            receipt(broker, "feedback", ann, 1);
            soon().until(() -> certificate(ann).getString("state").equals("complete"));
            UUID another = Ids.next();
            receipt(another, broker, "feedback", ann, 99);
            soon().until(() -> database.first("SELECT 1 FROM inbox WHERE event_id = ?", row -> true, another)
                    .isPresent());
        }

        assertThat(certificate(ann).getString("completedAt")).isNotNull();
        assertThat(certificate(ann).getInt("services.segment.counts.rows")).isEqualTo(3);
        assertThat(certificate(ann).getInt("services.feedback.counts.rows")).isEqualTo(1);
    }

    @Test
    void somebodyUnknownIsErasedToo() throws Exception {
        UUID nobody = Ids.next();
        try (Broker broker = new Broker("customer")) {
            erase(nobody).statusCode(202);

            assertThat(heard(broker, nobody).getList("data.items[0].identityHashes"))
                    .isEmpty();
        }
        soon().until(() -> certificate(nobody).getString("services.customer.completedAt") != null);
    }

    @Test
    void askingAgainChangesNothing() throws Exception {
        UUID ann = annIsIdentified();
        try (Broker broker = new Broker("customer")) {
            String first = erase(ann).statusCode(202).extract().path("requestedAt");
            heard(broker, ann);

            erase(ann).statusCode(202).body("requestedAt", equalTo(first)).body("id", equalTo(erasureOf(ann)));

            UUID last = Ids.next();
            erase(last);
            List<String> told = new ArrayList<>();
            soon().until(() -> {
                broker.next().ifPresent(event -> told.add(event.getString("data.items[0].customerId")));
                return told.contains(last.toString());
            });
            assertThat(told).doesNotContain(ann.toString());
        }
    }

    @Test
    void onlyOperatorsErase() {
        UUID id = Ids.next();
        as("marketer", "analyst").post("/customers/" + id + "/erasure").then().statusCode(403);
        as("marketer", "analyst").get("/customers/" + id + "/erasure").then().statusCode(403);
        given().post("/customers/" + id + "/erasure").then().statusCode(401);
        as("operator").get("/customers/" + id + "/erasure").then().statusCode(404);
    }

    @Test
    void factsFromBeforeAreRefusedAndListedWithTheReason() {
        UUID ann = annIsIdentified();
        Instant before = MovableClockResource.clock().instant();
        erase(ann).statusCode(202);

        track("\"userId\": \"%s\"".formatted(user), before);
        track("\"anonymousId\": \"visitor\", \"userId\": \"%s\"".formatted(user), before);
        identify("\"userId\": \"other-%1$s\", \"traits\": {\"email\": \"%2$s\"}".formatted(user, email), before);
        track("\"userId\": \"%s\"".formatted(user), before);

        assertThat(customer(user).getList("items")).isEmpty();
        assertThat(customer("other-" + user).getList("items")).isEmpty();
        as("operator")
                .get("/sources/{id}/rejections", shop.id())
                .then()
                .body("items.size()", equalTo(4))
                .body("items[0].reason", containsString("before the person was erased"));
    }

    @Test
    void theSameFactIsListedOnceHoweverOftenItComes() {
        UUID ann = annIsIdentified();
        Instant before = MovableClockResource.clock().instant();
        erase(ann).statusCode(202);
        String same = "\"userId\": \"%s\", \"messageId\": \"%s\"".formatted(user, unique("m"));

        track(same, before);
        track(same, before);

        as("operator").get("/sources/{id}/rejections", shop.id()).then().body("items.size()", equalTo(1));
    }

    @Test
    void whoComesBackIsSomebodyNew() {
        UUID ann = annIsIdentified();
        erase(ann).statusCode(202);
        MovableClockResource.advance(Duration.ofSeconds(1));

        track("\"userId\": \"%s\"".formatted(user), MovableClockResource.clock().instant());

        UUID returned = UUID.fromString(customer(user).getString("items[0].id"));
        assertThat(returned).isNotEqualTo(ann);
        assertThat(timeline(returned.toString()).getList("items")).hasSize(1);
        assertThat(timeline(ann.toString()).getList("items")).isEmpty();
    }

    @Test
    void rowsFromBeforeAreRefusedLineByLine() {
        UUID ann = annIsIdentified();
        erase(ann).statusCode(202);
        MovableClockResource.advance(Duration.ofSeconds(1));
        String other = unique("u");
        String later = MovableClockResource.clock().instant().toString();

        String purchases =
                started("""
                {"kind": "purchases", "source": "%s", "historical": true,
                 "columns": {"externalId": "id", "occurredAt": "date"}}""", "id,date\n%s,2025-01-01\n%s,2025-01-01\n%s,%s\n".formatted(user, other, user, later));
        assertThat(finished(purchases).getInt("accepted")).isEqualTo(2);
        assertThat(finished(purchases).getInt("rejected")).isEqualTo(1);
        assertThat(finished(purchases).getInt("duplicates")).isZero();
        assertThat(rejections(purchases))
                .contains("2,row,is from before the person was erased")
                .doesNotContain(user);

        String past = started("""
                {"kind": "customers", "source": "%s", "historical": true, "columns": {"email": "email"}}""", "email\n" + email + "\n");
        assertThat(finished(past).getInt("rejected")).isEqualTo(1);
        String present = started("""
                {"kind": "customers", "source": "%s", "historical": false, "columns": {"email": "email"}}""", "email\n" + email + "\n");
        assertThat(finished(present).getInt("accepted")).isEqualTo(1);
    }

    @Test
    void anImportFromBeforeTakesNothingOfThePersonAndTheCertificateWaitsForItsEnd() {
        UUID ann = annIsIdentified();
        UUID waiting = waitingImport("id,date\n%s,2199-01-01\n".formatted(user));
        erase(ann).statusCode(202);
        soon().until(() -> database.first(
                        "SELECT 1 FROM erasure WHERE id = ? AND lease_holder IS NULL AND leased_until IS NOT NULL",
                        row -> true,
                        Erasure.idOf(ann))
                .isPresent());
        assertThat(certificate(ann).getList("waitingFor")).contains("customer");
        assertThat(traces(ann)).contains("import_chunk.bytes");

        database.update("UPDATE import_job SET leased_until = NULL WHERE id = ?", waiting);

        assertThat(finished(waiting.toString()).getInt("rejected")).isEqualTo(1);
        soon().until(() -> !certificate(ann).getList("waitingFor").contains("customer"));
        assertThat(traces(ann)).isEqualTo(WHAT_STAYS);
    }

    @Test
    void aLateUnsubscriptionIsNeitherParkedNorRemembered() throws Exception {
        UUID ann = annIsIdentified();
        erase(ann).statusCode(202);
        soon().until(() -> certificate(ann).getString("services.customer.completedAt") != null);
        UUID event = Ids.next();
        try (Broker broker = new Broker("customer")) {
            broker.publish("campaign", "campaign.unsubscribed.v1", """
                    {"specversion": "1.0", "id": "%s", "source": "/campaign-service",
                     "type": "campaign.unsubscribed.v1", "time": "2026-01-15T10:00:00Z",
                     "datacontenttype": "application/json", "data": {"items": [
                       {"id": "%2$s", "causationId": "%2$s", "correlationId": "%2$s", "hops": 0, "customerId": "%3$s",
                        "channel": "email", "purpose": "marketing", "occurredAt": "2026-01-15T10:00:00Z"}]}}""".formatted(event, Ids.next(), ann));
        }
        soon().until(() -> database.first("SELECT 1 FROM inbox WHERE event_id = ?", row -> true, event)
                .isPresent());

        assertThat(traces(ann)).isEqualTo(WHAT_STAYS);
    }

    @Test
    void factsThatComeWhileThePersonIsErasedBringNobodyBack() throws Exception {
        UUID ann = annIsIdentified();
        AtomicBoolean erased = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < 3; sender++) {
                senders.add(threads.submit(() -> {
                    do {
                        track("\"userId\": \"%s\"".formatted(user), Instant.parse("2026-01-01T00:00:00Z"));
                    } while (!erased.get());
                }));
            }
            soon().until(() -> timeline(ann.toString()).getList("items").size() > 20);
            erase(ann).statusCode(202);
            erased.set(true);
            for (Future<?> sender : senders) {
                sender.get();
            }
        }

        soon().until(() -> certificate(ann).getString("services.customer.completedAt") != null);
        soon().untilAsserted(() -> assertThat(traces(ann)).isEqualTo(WHAT_STAYS));
        assertThat(customer(user).getList("items")).isEmpty();
    }

    private UUID annIsIdentified() {
        identify(
                "\"userId\": \"%s\", \"traits\": {\"email\": \"%s\", \"firstName\": \"%s\"}"
                        .formatted(user, email, name),
                MovableClockResource.clock().instant());
        return UUID.fromString(customer(user).getString("items[0].id"));
    }

    private UUID annIsKnownEverywhere() {
        UUID ann = annIsIdentified();
        track(
                "\"userId\": \"%1$s\", \"anonymousId\": \"a-%1$s\", \"properties\": {\"gift\": \"%2$s\"},"
                                .formatted(user, name)
                        + "\"context\": {\"page\": \"/hello/%s\"}".formatted(email),
                MovableClockResource.clock().instant());
        as("operator")
                .body("{\"channel\": \"email\", \"purpose\": \"marketing\", \"granted\": true}")
                .post("/customers/" + ann + "/consents")
                .then()
                .statusCode(200);
        with(shop)
                .body("{\"batch\": [{\"type\": \"page\", \"userId\": \"%1$s\", \"messageId\": \"m:%1$s:1\"}]}"
                        .formatted(user))
                .post("/v1/batch")
                .then()
                .statusCode(200);
        soon().until(() -> !traces(ann).contains("outbox.body"));
        String item = "{\"customerId\": \"" + ann + "\"}";
        database.update(
                "INSERT INTO outbox (id, lane, type, body, leased_until)"
                        + " VALUES (?, 'LIVE', 'customer.profile-changed.v1', ?, 'infinity')",
                Ids.next(),
                ("{\"data\": {\"items\": [" + item + "]}}").getBytes(UTF_8));
        database.update(
                "INSERT INTO parked_message (id, lane, error, body) VALUES (?, 'LIVE', 'e', ?)",
                Ids.next(),
                ("[" + item + "]").getBytes(UTF_8));
        return ann;
    }

    /// One that no replica takes up yet.
    private UUID waitingImport(String file) {
        UUID id = Ids.next();
        String mapping = """
                {"kind": "purchases", "source": "%s", "columns": {"externalId": "id", "occurredAt": "date"}}""".formatted(shop.key());
        database.update(
                """
                INSERT INTO import_job (id, state, source_id, mapping, sha256, created_at, leased_until)
                VALUES (?, 'waiting', ?, ?::jsonb, 'hash', ?, 'infinity')
                """,
                id,
                UUID.fromString(shop.id()),
                mapping,
                MovableClockResource.clock().instant());
        database.update("INSERT INTO import_chunk (import_id, no, bytes) VALUES (?, 0, ?)", id, file.getBytes(UTF_8));
        return id;
    }

    private void track(String fields, Instant at) {
        with(shop)
                .body("{\"event\": \"Seen\", \"timestamp\": \"%s\", %s}".formatted(at, fields))
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    private void identify(String fields, Instant at) {
        with(shop)
                .body("{\"timestamp\": \"%s\", %s}".formatted(at, fields))
                .post("/v1/identify")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse erase(UUID customer) {
        return as("operator").post("/customers/" + customer + "/erasure").then();
    }

    private static JsonPath certificate(UUID customer) {
        return as("operator").get("/customers/" + customer + "/erasure").jsonPath();
    }

    private static String erasureOf(UUID customer) {
        return Erasure.idOf(customer).toString();
    }

    private static JsonPath heard(Broker broker, UUID customer) {
        return soon().until(
                        () -> broker.next()
                                .filter(event -> event.getString("type").equals("customer.erased.v1")
                                        && event.getString("data.items[0].customerId")
                                                .equals(customer.toString()))
                                .orElse(null),
                        found -> found != null);
    }

    private static void receipt(Broker broker, String service, UUID customer, int rows) throws IOException {
        receipt(Ids.next(), broker, service, customer, rows);
    }

    private static void receipt(UUID event, Broker broker, String service, UUID customer, int rows) throws IOException {
        broker.publish(service, service + ".erasure-completed.v1", """
                {"specversion": "1.0", "id": "%1$s", "source": "/%2$s-service", "type": "%2$s.erasure-completed.v1",
                 "time": "2026-01-15T10:00:00Z", "datacontenttype": "application/json", "data": {"items": [
                   {"id": "%3$s", "causationId": "%4$s", "correlationId": "%4$s", "hops": 1, "customerId": "%5$s",
                    "erasureId": "%4$s", "completedAt": "2026-01-15T10:00:00Z", "counts": {"rows": %6$d}}]}}""".formatted(
                        event, service, Ids.next(), erasureOf(customer), customer, rows));
    }

    private String started(String mapping, String file) {
        return given().auth()
                .oauth2(OidcResource.token("operator"))
                .multiPart("file", "file.csv", file.getBytes(UTF_8), "text/csv")
                .multiPart("mapping", mapping.formatted(shop.key()), "application/json")
                .post("/imports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static JsonPath finished(String id) {
        return soon().until(
                        () -> as("operator").get("/imports/{id}", id).jsonPath(),
                        job -> job.getString("finishedAt") != null);
    }

    private static String rejections(String id) {
        return as("operator").get("/imports/{id}/rejections", id).asString();
    }

    private Set<String> traces(UUID customer) {
        return Traces.in(dataSource, customer, user, email, name);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40));
    }
}
