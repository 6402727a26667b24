package io.coterie.customer.collect;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.customer;
import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.timeline;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.customer.Api.OpenedSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CollectResourceTest {
    private OpenedSource shop;

    @BeforeEach
    void open() {
        shop = openSource();
    }

    @Test
    void aTrackedPurchaseIsOnTheTimelineOfANewCustomer() {
        String user = unique("u");

        with(shop)
                .body("""
                        {"userId": "%s", "event": "Order Completed", "messageId": "m-1",
                         "properties": {"total": 29.30, "currency": "EUR"}}""".formatted(user))
                .post("/v1/track")
                .then()
                .statusCode(200)
                .body(equalTo("{\"success\":true}"));

        String id = customer(user).getString("items[0].id");
        var entries = timeline(id);
        assertThat(entries.getList("items")).hasSize(1);
        assertThat(entries.getString("items[0].event")).isEqualTo("Order Completed");
        assertThat(entries.getString("items[0].source")).isEqualTo(shop.key());
        assertThat(new BigDecimal(entries.getString("items[0].properties.total")))
                .isEqualByComparingTo("29.30");
    }

    @Test
    void theSameBatchTwiceAddsNothing() {
        String user = unique("u");
        String batch = batchOf(track(user, "m-1"), track(user, "m-2"), track(user, "m-2"));

        with(shop).body(batch).post("/v1/batch").then().statusCode(200);
        with(shop).body(batch).post("/v1/batch/").then().statusCode(200).body("success", equalTo(true));

        String id = customer(user).getString("items[0].id");
        assertThat(timeline(id).getList("items")).hasSize(2);
        assertThat(customer(user).getInt("items[0].version")).isEqualTo(1);
    }

    @Test
    void aBadItemIsListedAndDoesNotSinkTheBatch() {
        String user = unique("u");
        String batch = batchOf(
                track(user, "good"),
                "{\"type\": \"track\", \"messageId\": \"bad-1\", \"userId\": \"" + user + "\"}",
                "{\"type\": \"page\", \"messageId\": \"bad-2\", \"userId\": \"" + user + "\"}",
                "{\"type\": \"track\", \"messageId\": \"bad-3\", \"event\": \"Seen\"}",
                "17",
                "{\"type\": \"track\", \"messageId\": \"bad-4\", \"userId\": \"" + user
                        + "\", \"event\": \"Seen\", \"properties\": {\"note\": \"\\u0000\"}}",
                "{\"type\": \"track\", \"messageId\": \"bad-5\", \"userId\": \"" + user
                        + "\", \"event\": \"Seen\", \"properties\": {\"n\": 1e999999}}");

        with(shop).body(batch).post("/v1/batch").then().statusCode(200);
        with(shop).body(batch).post("/v1/batch").then().statusCode(200);

        assertThat(timeline(customer(user).getString("items[0].id")).getList("items"))
                .hasSize(1);
        List<Map<String, String>> rejections = as("operator")
                .get("/sources/{id}/rejections", shop.id())
                .jsonPath()
                .getList("items");
        assertThat(rejections)
                .extracting(each -> each.get("messageId"), each -> each.get("reason"))
                .contains(
                        org.assertj.core.groups.Tuple.tuple("bad-1", "event: expected a text"),
                        org.assertj.core.groups.Tuple.tuple("bad-2", "type: expected identify or track"),
                        org.assertj.core.groups.Tuple.tuple("bad-3", "userId: expected userId or anonymousId"),
                        org.assertj.core.groups.Tuple.tuple(null, "item: expected a JSON object"));
        assertThat(rejections).filteredOn(each -> each.get("messageId") != null).hasSize(5);
    }

    @Test
    void identifyMergesTraitsAndTakesAFreeAddress() {
        String user = unique("u");
        String address = user + "@example.test";
        identify(
                user,
                "{\"email\": \" %s \", \"firstName\": \"Ann\", \"city\": \"Graz\"}"
                        .formatted(address.toUpperCase(java.util.Locale.ROOT)));
        identify(user, "{\"city\": null, \"company\": {\"size\": 50}}");

        var found = customer(user);
        assertThat(found.getMap("items[0].traits"))
                .isEqualTo(Map.of("firstName", "Ann", "company", Map.of("size", 50)));
        assertThat(found.getString("items[0].email")).isEqualTo(address);
        assertThat(found.getInt("items[0].version")).isEqualTo(2);

        String other = unique("u");
        identify(other, "{\"email\": \"%s\", \"firstName\": \"Bob\"}".formatted(address));
        assertThat(customer(other).getString("items[0].email")).isNull();
        assertThat(customer(other).getString("items[0].traits.firstName")).isEqualTo("Bob");
    }

    @Test
    void anEqualIdentifyMakesNoNewVersion() {
        String user = unique("u");
        identify(user, "{\"firstName\": \"Ann\", \"score\": 1.50}");
        identify(user, "{\"firstName\": \"Ann\", \"score\": 1.5}");

        assertThat(customer(user).getInt("items[0].version")).isEqualTo(1);
    }

    @Test
    void aVisitorWhoLogsInKeepsWhatTheyDidBefore() {
        String visitor = unique("a");
        String user = unique("u");
        with(shop)
                .body("{\"anonymousId\": \"%s\", \"event\": \"Product Viewed\"}".formatted(visitor))
                .post("/v1/track")
                .then()
                .statusCode(200);
        with(shop)
                .body("{\"anonymousId\": \"%s\", \"userId\": \"%s\"}".formatted(visitor, user))
                .post("/v1/identify")
                .then()
                .statusCode(200);

        String id = customer(user).getString("items[0].id");
        assertThat(timeline(id).getList("items")).hasSize(1);
    }

    @Test
    void everySdksWayOfSpeakingIsUnderstood() throws Exception {
        String user = unique("u");
        assertThat(postAsRudderNode(gzip(batchOf(track(user, "m-1"))))).isEqualTo("{\"success\":true}");
        given().contentType("text/plain")
                .body("{\"writeKey\": \"%s\", \"batch\": [%s]}".formatted(shop.writeKey(), track(user, "m-2")))
                .post("/v1/import/")
                .then()
                .statusCode(200)
                .body("success", equalTo(true));

        assertThat(timeline(customer(user).getString("items[0].id")).getList("items"))
                .hasSize(2);
    }

    @Test
    void whatCannotBeTakenIsAnsweredWithItsReason() throws IOException {
        with(shop).body("{nonsense").post("/v1/batch").then().statusCode(400);
        with(shop).body("[]").post("/v1/batch").then().statusCode(400);
        with(shop).body("{\"userId\": \"u\"}").post("/v1/track").then().statusCode(400);
        given().body("{\"batch\": []}").post("/v1/batch").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("wrong", "")
                .body("{\"batch\": []}")
                .post("/v1/batch")
                .then()
                .statusCode(401);
        String big = "x".repeat(33 * 1024);
        with(shop)
                .body("{\"userId\": \"u\", \"event\": \"E\", \"properties\": {\"p\": \"%s\"}}".formatted(big))
                .post("/v1/track")
                .then()
                .statusCode(413);
        with(shop)
                .body(batchOf(Collections.nCopies(2_501, "1").toArray(String[]::new)))
                .post("/v1/batch")
                .then()
                .statusCode(413);
        with(shop)
                .header("Content-Encoding", "gzip")
                .body(gzip("{\"x\": \"" + "y".repeat(5_000_000) + "\"}"))
                .post("/v1/batch")
                .then()
                .statusCode(413);
    }

    @Test
    void concurrentBatchesWithTheSameNewCustomersNeitherDeadlockNorDuplicate() throws Exception {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            users.add(unique("u"));
        }
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int sender = 0; sender < 8; sender++) {
                List<String> mine = new ArrayList<>(users);
                Collections.shuffle(mine, new Random(sender));
                String[] items = mine.stream()
                        .map(user -> "{\"type\": \"identify\", \"userId\": \"%s\", \"anonymousId\": \"a-%s\","
                                        .formatted(user, user)
                                + "\"traits\": {\"email\": \"%s@example.test\"}}".formatted(user))
                        .toArray(String[]::new);
                answers.add(threads.submit(
                        () -> with(shop).body(batchOf(items)).post("/v1/batch").statusCode()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        for (String user : users) {
            var found = customer(user);
            assertThat(found.getInt("items[0].version")).isEqualTo(1);
            assertThat(found.getList("items[0].identities")).hasSize(3);
        }
    }

    /// Gzip that is called a form.
    private String postAsRudderNode(byte[] gzip) throws Exception {
        String key = Base64.getEncoder().encodeToString((shop.writeKey() + ":").getBytes(StandardCharsets.UTF_8));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/batch"))
                    .header("Authorization", "Basic " + key)
                    .header("Content-Encoding", "gzip")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(gzip))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void identify(String user, String traits) {
        with(shop)
                .body("{\"userId\": \"%s\", \"traits\": %s}".formatted(user, traits))
                .post("/v1/identify")
                .then()
                .statusCode(200);
    }

    private static String track(String user, String messageId) {
        return "{\"type\": \"track\", \"event\": \"Seen\", \"userId\": \"%s\", \"messageId\": \"%s\"}"
                .formatted(user, messageId);
    }

    private static String batchOf(String... items) {
        return "{\"batch\": [" + String.join(",", items) + "], \"sentAt\": \"2026-01-15T10:00:00Z\"}";
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
