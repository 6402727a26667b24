package io.coterie.customer.imports;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.customer;
import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.timeline;
import static io.coterie.customer.Api.unique;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.customer.Api.OpenedSource;
import io.coterie.customer.source.Sources;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.OidcResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportResourceTest {
    private OpenedSource shop;

    @Inject
    ImportTable imports;

    @Inject
    ImportRun run;

    @Inject
    Uploads uploads;

    @Inject
    Sources sources;

    @Inject
    Database database;

    @BeforeEach
    void open() {
        shop = openSource();
    }

    @Test
    void theSameFileTwiceAddsNothingAndEqualLinesAreKept() {
        String user = unique("u");
        String file = "customer_id,date,amount,items\n" + (user + ",2025-01-01,29.30,2\n").repeat(2);

        JsonPath first = finished(purchases(file));
        JsonPath second = finished(purchases(file));

        assertThat(first.getString("state")).isEqualTo("done");
        assertThat(first.getInt("read")).isEqualTo(2);
        assertThat(first.getInt("accepted")).isEqualTo(2);
        assertThat(second.getInt("accepted")).isZero();
        assertThat(second.getInt("duplicates")).isEqualTo(2);
        var entries = timeline(customer(user).getString("items[0].id"));
        assertThat(entries.getList("items")).hasSize(2);
        assertThat(entries.getString("items[0].properties.currency")).isEqualTo("EUR");
    }

    @Test
    void badRowsAreListedWithTheirLinesAndTheOthersAreTaken() {
        String user = unique("u");
        String file = "customer_id,date,amount,items\n"
                + user + ",2025-01-01,29.30,2\n"
                + user + ",2025-99-01,29.30,2\n"
                + user + ",2025-01-01,=1+1,2\n";

        String id = purchases(file);

        JsonPath end = finished(id);
        assertThat(end.getInt("accepted")).isEqualTo(1);
        assertThat(end.getInt("rejected")).isEqualTo(2);
        assertThat(rejections(id).lines())
                .hasSize(3)
                .satisfiesExactly(
                        header -> assertThat(header).isEqualTo("line,column,reason"),
                        third -> assertThat(third).startsWith("3,date,"),
                        fourth -> assertThat(fourth).startsWith("4,amount,").doesNotContain("1+1"));
    }

    @Test
    void linesOfAnotherEncodingOrShapeAreListedAndTheOthersAreTaken() {
        String user = unique("u");
        String good = user + ",2025-01-01,29.30,2\n";
        byte[] file = ("customer_id,date,amount,items\n"
                        + good
                        + user
                        + "\u00fc,2025-01-01,29.30,2\n"
                        + user
                        + ",2025-01-01\n"
                        + user
                        + ",2025-01-01,29.30,2,7,8\n"
                        + "\n"
                        + ",2025-01-01,29.30,2\n"
                        + good)
                .getBytes(StandardCharsets.ISO_8859_1);

        String id = started(PURCHASES, file);
        JsonPath end = finished(id);

        assertThat(end.getString("state")).isEqualTo("done");
        assertThat(end.getInt("accepted")).isEqualTo(2);
        assertThat(end.getInt("rejected")).isEqualTo(end.getInt("read") - 2).isPositive();
        assertThat(rejections(id)).contains("3,customer_id,").doesNotContain("\u00fc");
    }

    @Test
    void aFileThatIsNoTableEndsWithoutTakingAnything() {
        byte[] noise = new byte[4_096];
        new Random(17).nextBytes(noise);

        post(PURCHASES, noise).statusCode(400).contentType("application/problem+json");
        post(PURCHASES, new byte[0]).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void customersComeWithTraitsAddressAndConsent() {
        String user = unique("u");
        String id = started("""
                {"kind": "customers", "source": "%s", "historical": true, "columns": {"externalId": "id",
                 "email": "email", "traits.country": "country", "consent.email.marketing": "opt_in"}}""", "id,email,country,opt_in\n%s,%s@example.test,DE,yes\n".formatted(user, user));

        assertThat(finished(id).getInt("accepted")).isEqualTo(1);
        var found = customer(user);
        assertThat(found.getString("items[0].email")).isEqualTo(user + "@example.test");
        assertThat(found.getString("items[0].traits.country")).isEqualTo("DE");
        as("analyst")
                .get("/customers/{id}/consents", found.getString("items[0].id"))
                .then()
                .body("items[0].granted", equalTo(true))
                .body("items[0].version", equalTo(1));
    }

    @Test
    void aMappingThatDoesNotFitTheFileIsRefusedBeforeAnythingIsRead() {
        post("""
                {"kind": "purchases", "source": "%s", "columns": {"externalId": "id", "occurredAt": "when"}}""", "id,date\nc,2025-01-01\n")
                .statusCode(400)
                .body("field", equalTo("mapping.columns.occurredAt"))
                .body("expected", containsString("date"));
        post(
                        "{\"kind\": \"purchases\", \"source\": \"no-such\", \"columns\": {\"externalId\": \"id\", \"occurredAt\": \"date\"}}",
                        "id,date\nc,2025-01-01\n")
                .statusCode(400)
                .body("field", equalTo("mapping.source"));
        post("{nonsense", "id\n").statusCode(400).body("field", equalTo("mapping"));
    }

    @Test
    void anAbandonedImportIsTakenUpWhereItStopped() throws IOException {
        String user = unique("u");
        StringBuilder file = new StringBuilder("customer_id,date,amount,items\n");
        for (int i = 0; i < 1_700; i++) {
            file.append(user).append('-').append(i % 100).append(",2025-01-01,1.00,1\n");
        }
        var id = Ids.next();
        var source = sources.withKey(shop.key()).orElseThrow();
        imports.create(id, source.id(), PURCHASES.formatted(shop.key()));
        uploads.add(id, 0, file.toString().getBytes(StandardCharsets.UTF_8));
        var dead = new ImportTable.Leased(
                id, Ids.next(), source.id(), PURCHASES.formatted(shop.key()), "hash", 1, 1, Instant.now());
        sql(
                "UPDATE import_job SET state = 'running', sha256 = 'hash', lease_holder = ?,"
                        + " leased_until = clock_timestamp() + interval '1 minute' WHERE id = ?",
                dead.holder(),
                id);
        var chunks = new AtomicInteger();
        run.run(dead, () -> chunks.getAndIncrement() < 2);

        JsonPath stopped = as("operator").get("/imports/{id}", id).jsonPath();
        assertThat(stopped.getString("state")).isEqualTo("running");
        assertThat(stopped.getInt("accepted")).isEqualTo(1_000);
        sql("UPDATE import_job SET leased_until = clock_timestamp() WHERE id = ?", id);

        JsonPath end = finished(id.toString());
        assertThat(end.getInt("read")).isEqualTo(1_700);
        assertThat(end.getInt("accepted")).isEqualTo(1_700);
        assertThat(timeline(customer(user + "-7").getString("items[0].id")).getList("items"))
                .hasSize(17);
        assertThat(database.query("SELECT 1 FROM import_chunk WHERE import_id = ?", row -> 1, id))
                .isEmpty();
    }

    @Test
    void whoLostTheLeaseWritesNothingMore() {
        var id = Ids.next();
        var source = sources.withKey(shop.key()).orElseThrow();
        String user = unique("u");
        imports.create(id, source.id(), PURCHASES.formatted(shop.key()));
        uploads.add(
                id,
                0,
                ("customer_id,date,amount,items\n" + user + ",2025-01-01,1.00,1\n").getBytes(StandardCharsets.UTF_8));
        var dead = new ImportTable.Leased(
                id, Ids.next(), source.id(), PURCHASES.formatted(shop.key()), "other", 1, 1, Instant.now());

        org.assertj.core.api.Assertions.assertThatExceptionOfType(WriteChunk.LeaseLost.class)
                .isThrownBy(() -> run.run(dead, () -> true));
        assertThat(customer(user).getList("items")).isEmpty();
    }

    private void sql(String sql, Object... parameters) {
        QuarkusTransaction.requiringNew().run(() -> database.update(sql, parameters));
    }

    private static final String PURCHASES = """
            {"kind": "purchases", "source": "%s", "historical": true, "format": {"delimiter": ",", "header": true},
             "columns": {"externalId": "customer_id", "occurredAt": "date", "total": "amount", "currency": "=EUR",
                         "quantity": "items"}}""";

    private String purchases(String file) {
        return started(PURCHASES, file);
    }

    private static String rejections(String id) {
        return as("operator")
                .get("/imports/{id}/rejections", id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String started(String mapping, String file) {
        return started(mapping, file.getBytes(StandardCharsets.UTF_8));
    }

    private String started(String mapping, byte[] file) {
        return post(mapping, file).statusCode(202).extract().jsonPath().getString("id");
    }

    private ValidatableResponse post(String mapping, String file) {
        return post(mapping, file.getBytes(StandardCharsets.UTF_8));
    }

    private ValidatableResponse post(String mapping, byte[] file) {
        return given().auth()
                .oauth2(OidcResource.token("operator"))
                .multiPart("file", "file.csv", file, "text/csv")
                .multiPart(
                        "mapping", mapping.contains("%s") ? mapping.formatted(shop.key()) : mapping, "application/json")
                .post("/imports")
                .then();
    }

    private static JsonPath finished(String id) {
        return await().atMost(30, SECONDS)
                .until(
                        () -> as("operator").get("/imports/{id}", id).jsonPath(),
                        job -> job.getString("finishedAt") != null);
    }
}
