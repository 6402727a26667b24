package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A list of members as of an instant is always the same, whenever it is read.
@QuarkusTest
@TestProfile(BulkPressureTest.LittleRoom.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class MembersAsOfTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// More of both together than are told in one transaction, and fewer than in two.
    private static final int OF_EACH = 150;

    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    DataSource connections;

    private final String key = "as-of-" + UUID.randomUUID();
    private final Set<UUID> poor = customers();
    private final Set<UUID> rich = customers();
    private Suite suite;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        save("/segments", "\"key\": \"" + key + "\", ", "\"lt\": 50");
        activate(1);
        await().atMost(PATIENCE).until(() -> state(1).equals("done"));
    }

    @AfterEach
    void close() throws Exception {
        StuckEvents.in(database, 0);
        suite.close();
    }

    @Test
    void aCutOverIsThereAtOnceThoughItsDifferencesAreToldOneAfterAnother() throws Exception {
        buy(rich, 100);
        await().atMost(PATIENCE).until(() -> rich.stream().allMatch(this::isKnown));
        buy(poor, 10);
        await().atMost(PATIENCE).until(() -> members(null).equals(poor));
        save("/segments/" + key + "/versions", "", "\"gte\": 50");
        Instant before = clock.instant();

        Instant after;
        try (Connection history = historyHeld()) {
            activate(2);
            await().atMost(PATIENCE).until(() -> state(2).equals("announcing"));
            after = clock.instant();
            StuckEvents.in(database, 21);
            await().atMost(PATIENCE).until(() -> StuckEvents.pressure().equals("bulk_pauses"));
            history.rollback();
        }
        await().atMost(PATIENCE).until(() -> told() > 0);

        assertThat(told()).as("some are told, not all").isLessThan(2 * OF_EACH);
        assertThat(members(null)).isEqualTo(rich);
        assertThat(members(after)).isEqualTo(rich);
        assertThat(members(before)).isEqualTo(poor);
        StuckEvents.in(database, 0);
        await().atMost(PATIENCE).until(() -> state(2).equals("done"));
        assertThat(told()).isEqualTo(2 * OF_EACH);
        assertThat(members(null)).isEqualTo(rich);
        assertThat(members(after)).isEqualTo(rich);
        assertThat(members(before)).isEqualTo(poor);
    }

    @Test
    void whatIsRecordedAndNotYetCommittedIsWaitedFor() throws Exception {
        Instant start = database.first("SELECT clock_timestamp()", row -> Database.instant(row, "clock_timestamp"))
                .orElseThrow();
        CompletableFuture<Set<UUID>> members;
        try (Connection history = historyHeld()) {
            buy(poor, 10);
            await().atMost(PATIENCE).until(() -> begun("INSERT INTO membership_change%", start) > 0);
            members = CompletableFuture.supplyAsync(() -> members(null));
            await().atMost(PATIENCE).until(() -> begun("%AS all_ended", start) > 0);

            assertThat(members).isNotDone();
            history.rollback();
        }

        assertThat(members.join()).isEqualTo(poor);
    }

    @Test
    void theFutureIsRefused() {
        as("analyst")
                .queryParam("asOf", clock.instant().plusSeconds(60).toString())
                .get("/segments/" + key + "/members")
                .then()
                .statusCode(400);
    }

    private static Set<UUID> customers() {
        return Stream.generate(Ids::next).limit(OF_EACH).collect(Collectors.toSet());
    }

    /// Until it ends, undone, nothing new is stored.
    private Connection historyHeld() throws SQLException {
        Connection connection = connections.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE membership_change IN SHARE MODE");
        }
        return connection;
    }

    /// On how many connections of this database such a statement was the last, begun since then.
    private long begun(String statement, Instant since) {
        return number("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE ? AND query_start > ?
                """, statement, since);
    }

    /// How many differences of the second version are in the history.
    private long told() {
        return number("""
                SELECT count(*) FROM membership_change c JOIN segment s ON s.id = c.segment_id
                WHERE s.key = ? AND c.cause = 'definition' AND c.customer_id = ANY (?)
                """, key, Stream.concat(poor.stream(), rich.stream()).toArray(UUID[]::new));
    }

    private long number(String sql, Object... parameters) {
        return database.first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private void buy(Collection<UUID> customers, int total) throws Exception {
        String items = customers.stream()
                .map(customer -> """
                        {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                         "event": "Order Completed", "occurredAt": "%3$s", "recordedAt": "%3$s", "source": "shop",
                         "historical": false, "properties": {"total": %4$d}}""".formatted(Ids.next(), customer, clock.instant(), total))
                .collect(joining(","));
        suite.publish(
                "customer", "customer.behaviours-recorded.v1", Suite.event("customer.behaviours-recorded.v1", items));
    }

    private static void save(String path, String key, String spent) {
        as("marketer").body("""
                        {%s"rule": {"event": "Order Completed", "aggregate": "sum", "property": "total", %s}}""".formatted(key, spent)).post(path).then().statusCode(201);
    }

    private void activate(int version) {
        as("marketer").post(path(version) + "/activate").then().statusCode(202);
    }

    private String state(int version) {
        return as("analyst").get(path(version) + "/activation").jsonPath().getString("backfill.state");
    }

    private String path(int version) {
        return "/segments/" + key + "/versions/" + version;
    }

    private boolean isKnown(UUID customer) {
        return as("analyst").get("/memberships/" + customer).statusCode() == 200;
    }

    /// Of this test's customers; that all are counted is checked on the way.
    private Set<UUID> members(@Nullable Instant asOf) {
        var request = as("analyst").queryParam("limit", 1000);
        JsonPath page = (asOf == null ? request : request.queryParam("asOf", asOf.toString()))
                .get("/segments/" + key + "/members")
                .jsonPath();
        List<String> all = page.getList("items.customerId");
        assertThat(page.getInt("total")).isEqualTo(all.size());
        return all.stream()
                .map(UUID::fromString)
                .filter(member -> poor.contains(member) || rich.contains(member))
                .collect(Collectors.toSet());
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
