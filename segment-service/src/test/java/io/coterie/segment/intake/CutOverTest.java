package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A version takes another's place for all customers at once, though the differences are told one after another.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class CutOverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TERMINATE_WAITING =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

    @Inject
    Clock clock;

    @Inject
    DataSource database;

    private final String key = "cut-over-" + UUID.randomUUID();
    /// In the order in which the walk over all customers comes to them.
    private final List<UUID> customers = Stream.generate(Ids::next)
            .limit(3)
            .sorted(Comparator.comparingInt(Bucket::of).thenComparing(UUID::toString))
            .toList();

    private final UUID first = customers.get(0);
    private final UUID poor = customers.get(1);
    private final UUID rich = customers.get(2);
    private Suite suite;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
    }

    @AfterEach
    void close() throws Exception {
        suite.close();
    }

    @Test
    void theNewMembersAreThereAtOnceAndTheOldOnesAsOfBefore() throws Exception {
        save("/segments", "\"key\": \"" + key + "\", ", "\"lt\": 50");
        activate(1);
        await().atMost(PATIENCE).until(() -> state(1).equals("done"));
        buy(first, 10);
        buy(poor, 20);
        buy(rich, 100);
        await().atMost(PATIENCE).until(() -> members(null).equals(Set.of(first, poor)));
        await().atMost(PATIENCE)
                .until(() -> as("analyst").get("/memberships/" + rich).statusCode() == 200);
        save("/segments/" + key + "/versions", "", "\"gte\": 15");
        Instant before = clock.instant();

        Instant after;
        try (Connection customer = transaction()) {
            try (Connection history = transaction()) {
                execute(history, "LOCK TABLE membership_change IN SHARE MODE");
                activate(2);
                await().atMost(PATIENCE).until(() -> state(2).equals("announcing"));
                after = clock.instant();

                assertThat(members(null)).as("nobody was told").isEqualTo(Set.of(poor, rich));
                assertThat(members(before)).isEqualTo(Set.of(first, poor));

                execute(history, TERMINATE_WAITING);
                execute(customer, "SELECT FROM customer_state WHERE customer_id = '" + first + "' FOR UPDATE");
            }
            buy(rich, 1);
            await().atMost(PATIENCE).until(() -> changes(rich).equals(List.of("entered")));

            assertThat(members(null)).as("one was told").isEqualTo(Set.of(poor, rich));
            assertThat(members(after)).isEqualTo(Set.of(poor, rich));
            assertThat(members(before)).isEqualTo(Set.of(first, poor));
            assertThat(changes(first)).isEqualTo(List.of("entered"));
        }
        await().atMost(PATIENCE).until(() -> state(2).equals("done"));

        assertThat(changes(first)).isEqualTo(List.of("left", "entered"));
        assertThat(members(null)).as("all were told").isEqualTo(Set.of(poor, rich));
        assertThat(members(after)).isEqualTo(Set.of(poor, rich));
        assertThat(members(before)).isEqualTo(Set.of(first, poor));
    }

    /// Ends, undone, with its connection.
    private Connection transaction() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void buy(UUID customer, int total) throws Exception {
        suite.purchase(customer, Ids.next().toString(), clock.instant(), Integer.toString(total), false);
    }

    private static void save(String path, String key, String spent) {
        as("marketer").body("""
                        {%s"rule": {"event": "Order Completed", "aggregate": "sum", "property": "total", %s}}""".formatted(key, spent)).post(path).then().statusCode(201);
    }

    /// Of this test's customers; that all are counted is checked on the way.
    private Set<UUID> members(@Nullable Instant asOf) {
        var request = as("analyst").queryParam("limit", 1000);
        JsonPath page = (asOf == null ? request : request.queryParam("asOf", asOf.toString()))
                .get("/segments/" + key + "/members")
                .jsonPath();
        List<String> all = page.getList("items.customerId");
        assertThat(page.getInt("total")).isEqualTo(all.size());
        return all.stream().map(UUID::fromString).filter(customers::contains).collect(Collectors.toSet());
    }

    /// Newest first.
    private List<String> changes(UUID customer) {
        return as("analyst")
                .queryParam("customer", customer)
                .get("/segments/" + key + "/changes")
                .jsonPath()
                .getList("items.change");
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

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
