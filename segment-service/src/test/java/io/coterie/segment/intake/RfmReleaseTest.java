package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.segment.membership.StateTable;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A version of the model is computed from everybody's orders, and segments that read scores come to it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RfmReleaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GOOD = """
            {"all": [{"trait": "rfm.recency", "gte": 3}, {"trait": "rfm.frequency", "gte": 3},
                     {"trait": "rfm.monetary", "gte": 3}]}""";
    private static final String RICH = "{\"trait\": \"rfm.monetary\", \"is\": 5}";

    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    DataSource connections;

    @Inject
    StateTable states;

    private final String unique = UUID.randomUUID().toString();
    private final String event = "Order " + unique;
    private final String good = "good-" + unique;
    private final String rich = "rich-" + unique;
    private final Map<UUID, List<Bought>> orders = new HashMap<>();
    private final Random random = new Random(5);
    private Suite suite;

    private record Bought(Instant at, int total) {}

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        plan(null);
    }

    @AfterEach
    void close() throws Exception {
        plan(null);
        suite.close();
        for (String key : List.of(good, rich)) {
            as("marketer").post("/segments/" + key + "/archive");
        }
    }

    @Test
    @Order(1)
    void beforeTheFirstModelNobodyHasAScoreAndHealthSaysSo() throws Exception {
        everybodyBuys();
        save(good, GOOD);
        activate(good, 1);

        as("analyst").get("/models/rfm").then().statusCode(200).body("version", equalTo(null));
        as("analyst").get("/segments/" + good).then().body("health.state", equalTo("unscored"));
        assertThat(members(good)).isEmpty();

        Naive model = computed();
        awaitVersion(good, 2);

        assertThat(members(good)).isEqualTo(model.good(orders)).isNotEmpty();
    }

    @Test
    @Order(2)
    void aNewVersionOfTheModelMovesExactlyThoseWhomItScoresOtherwiseAndAllSegmentsAtOneInstant() throws Exception {
        everybodyBuys();
        Naive first = computed();
        save(good, GOOD);
        save(rich, RICH);
        activate(good, 1);
        activate(rich, 1);
        assertThat(members(good)).isEqualTo(first.good(orders)).isNotEmpty();
        assertThat(members(rich)).isEqualTo(first.rich(orders)).isNotEmpty();

        someBuyMore();
        await().atMost(PATIENCE).until(() -> members(good).equals(first.good(orders)));
        assertThat(members(rich)).isEqualTo(first.rich(orders));

        Naive second = computed();
        awaitVersion(good, 2);
        awaitVersion(rich, 2);

        assertThat(second.good(orders)).isNotEqualTo(first.good(orders));
        assertThat(members(good)).isEqualTo(second.good(orders));
        assertThat(members(rich)).isEqualTo(second.rich(orders));
        assertThat(movedByModel(good)).isEqualTo(difference(first.good(orders), second.good(orders)));
        assertThat(movedByModel(rich)).isEqualTo(difference(first.rich(orders), second.rich(orders)));
        assertThat(instantsOfCutOver()).hasSize(1);
        as("analyst")
                .get("/segments/" + good)
                .then()
                .body("rfmModel", equalTo(second.number()))
                .body("rule.all", hasSize(3));

        activate(good, 1);
        assertThat(members(good)).isEqualTo(first.good(orders));
    }

    @Test
    @Order(3)
    void whereAReplicaDiedAnotherBeginsAnew() throws Exception {
        everybodyBuys();
        save(good, GOOD);
        int number = left("COMPUTING", "clock_timestamp() - interval '1 second'");

        await().atMost(PATIENCE).until(() -> state(number).equals("done"));

        as("analyst")
                .get("/models/rfm/versions/" + number)
                .then()
                .body("progress.done", equalTo(Bucket.COUNT))
                .body("customers", equalTo(orders.size()))
                .body("thresholds.recency", hasSize(4))
                .body("scores.customers.sum()", equalTo(orders.size()));
        activate(good, 1);
        assertThat(members(good)).isEqualTo(naive(number).good(orders)).isNotEmpty();
    }

    @Test
    @Order(4)
    void thereIsNeverMoreThanOneAtWork() {
        int number = left("COMPUTING", "clock_timestamp() + interval '1 hour'");

        as("marketer").post("/models/rfm/versions").then().statusCode(409).body("type", endsWith("at-work"));

        database.update("DELETE FROM rfm_model WHERE number = ?", number);
    }

    @Test
    @Order(5)
    void aReleaseWaitsForAVersionThatIsOnItsWay() throws Exception {
        everybodyBuys();
        computed();
        save(good, GOOD);
        activate(good, 1);
        addVersion(good, "{\"trait\": \"rfm.recency\", \"gte\": 2}");
        someBuyMore();
        int number;
        try (Connection held = rowHeld(orders.keySet().iterator().next())) {
            as("marketer")
                    .post("/segments/" + good + "/versions/2/activate")
                    .then()
                    .statusCode(202);
            number = begin();
            await().atMost(PATIENCE).until(() -> state(number).equals("releasing"));
            held.rollback();
        }
        await().atMost(PATIENCE).until(() -> state(number).equals("done"));
        awaitVersion(good, 3);

        assertThat(members(good)).isEqualTo(naive(number).recent(orders)).isNotEmpty();
    }

    @Test
    @Order(6)
    void itIsRefreshedByItselfWhenItIsTime() throws Exception {
        everybodyBuys();
        int number = computed().number();
        plan("PT1H");

        MovableClockResource.advance(Duration.ofMinutes(61));

        await().atMost(PATIENCE).until(() -> newest() > number);
        await().atMost(PATIENCE).until(() -> state(newest()).equals("done"));
        assertThat(as("analyst")
                        .get("/models/rfm/versions?limit=1")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getInt("items[0].version"))
                .isEqualTo(newest());
    }

    @Test
    @Order(7)
    void amountsOfTwoCurrenciesAreNoModelUnlessOneIsSet() throws Exception {
        buy(Ids.next(), new Bought(clock.instant(), 10), "EUR");
        buy(Ids.next(), new Bought(clock.instant(), 10), "USD");
        awaitKnown();

        int number = begin();
        await().atMost(PATIENCE).until(() -> state(number).equals("failed"));

        as("analyst").get("/models/rfm/versions/" + number).then().body("failure", containsString("set the currency"));
    }

    /// The plainest way to score: sorted lists and decimal fractions.
    private record Naive(
            int number, Instant asOf, List<BigDecimal> since, List<BigDecimal> counts, List<BigDecimal> sums) {
        static Naive of(int number, Instant asOf, Map<UUID, List<Bought>> orders) {
            return new Naive(
                    number,
                    asOf,
                    quintiles(orders, of -> since(of, asOf)),
                    quintiles(orders, of -> BigDecimal.valueOf(of.size())),
                    quintiles(orders, Naive::spent));
        }

        private static List<BigDecimal> quintiles(
                Map<UUID, List<Bought>> orders, Function<List<Bought>, BigDecimal> value) {
            List<BigDecimal> sorted =
                    orders.values().stream().map(value).sorted().toList();
            List<BigDecimal> bounds = new ArrayList<>();
            for (int fifth = 1; fifth < 5; fifth++) {
                double h = (sorted.size() - 1) * fifth / 5.0;
                int low = (int) Math.floor(h + 1e-9);
                BigDecimal share = BigDecimal.valueOf(Math.round((h - low) * 10), 1);
                BigDecimal next = sorted.get(Math.min(low + 1, sorted.size() - 1));
                bounds.add(sorted.get(low).add(next.subtract(sorted.get(low)).multiply(share)));
            }
            return bounds;
        }

        private static BigDecimal since(List<Bought> of, Instant asOf) {
            Instant last = of.stream().map(Bought::at).max(Instant::compareTo).orElseThrow();
            return BigDecimal.valueOf(ChronoUnit.MICROS.between(last, asOf));
        }

        private static BigDecimal spent(List<Bought> of) {
            return BigDecimal.valueOf(of.stream().mapToInt(Bought::total).sum());
        }

        private static int above(BigDecimal value, List<BigDecimal> bounds) {
            return (int)
                    bounds.stream().filter(bound -> value.compareTo(bound) > 0).count();
        }

        private int recency(List<Bought> of) {
            return 5 - above(since(of, asOf).max(BigDecimal.ZERO), since);
        }

        private int monetary(List<Bought> of) {
            return 1 + above(spent(of), sums);
        }

        Set<UUID> good(Map<UUID, List<Bought>> orders) {
            return those(
                    orders,
                    of -> recency(of) >= 3
                            && 1 + above(BigDecimal.valueOf(of.size()), counts) >= 3
                            && monetary(of) >= 3);
        }

        Set<UUID> rich(Map<UUID, List<Bought>> orders) {
            return those(orders, of -> monetary(of) == 5);
        }

        Set<UUID> recent(Map<UUID, List<Bought>> orders) {
            return those(orders, of -> recency(of) >= 2);
        }

        private static Set<UUID> those(Map<UUID, List<Bought>> orders, Function<List<Bought>, Boolean> who) {
            return orders.entrySet().stream()
                    .filter(entry -> who.apply(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(toSet());
        }
    }

    private static Set<UUID> difference(Set<UUID> one, Set<UUID> other) {
        return Stream.concat(one.stream(), other.stream())
                .filter(id -> one.contains(id) != other.contains(id))
                .collect(toSet());
    }

    private void everybodyBuys() throws Exception {
        for (int i = 0; i < 40; i++) {
            UUID customer = Ids.next();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                buy(customer, bought(10 + random.nextInt(90)), "EUR");
            }
        }
        awaitKnown();
    }

    private void someBuyMore() throws Exception {
        for (UUID customer : orders.keySet().stream().sorted().limit(25).toList()) {
            for (int n = random.nextInt(5); n >= 0; n--) {
                buy(customer, bought(1 + random.nextInt(5)), "EUR");
            }
        }
        awaitKnown();
    }

    private Bought bought(int daysAgo) {
        Instant at = clock.instant()
                .truncatedTo(ChronoUnit.MICROS)
                .minus(Duration.ofDays(daysAgo))
                .minusSeconds(random.nextInt(10_000));
        return new Bought(at, 5 + random.nextInt(200));
    }

    private void buy(UUID customer, Bought bought, String currency) throws Exception {
        orders.computeIfAbsent(customer, id -> new ArrayList<>()).add(bought);
        suite.publish(
                "customer",
                "customer.behaviours-recorded.v1",
                Suite.event("customer.behaviours-recorded.v1", """
                        {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                         "event": "%5$s", "occurredAt": "%3$s", "recordedAt": "%3$s", "source": "shop",
                         "historical": false, "properties": {"total": %4$d, "currency": "%6$s"}}""".formatted(
                                Ids.next(), customer, bought.at(), bought.total(), event, currency)));
    }

    /// All that was published has been taken in, and nothing more is to be waited for.
    private void awaitKnown() {
        await().atMost(PATIENCE)
                .until(() ->
                        facts() == orders.values().stream().mapToInt(List::size).sum());
        suite.tellTheTime(clock.instant());
    }

    private int facts() {
        return orders.keySet().stream()
                .flatMap(customer -> states.read(customer).stream())
                .mapToInt(state -> state.journal().facts().size())
                .sum();
    }

    private void plan(@Nullable String refreshEvery) {
        as("marketer")
                .body("{\"event\": \"" + event + "\", \"property\": \"total\", \"mode\": \"quintile\""
                        + (refreshEvery == null ? "" : ", \"refreshEvery\": \"" + refreshEvery + "\"") + "}")
                .put("/models/rfm")
                .then()
                .statusCode(200)
                .body("settings.event", equalTo(event));
    }

    private int begin() {
        return as("marketer")
                .post("/models/rfm/versions")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getInt("version");
    }

    /// What is computed now, by the plainest way.
    private Naive computed() {
        int number = begin();
        await().atMost(PATIENCE).until(() -> state(number).equals("done"));
        return naive(number);
    }

    private Naive naive(int number) {
        String asOf =
                as("analyst").get("/models/rfm/versions/" + number).jsonPath().getString("asOf");
        Map<UUID, List<Bought>> then = new HashMap<>();
        orders.forEach((customer, all) -> then.put(customer, List.copyOf(all)));
        return Naive.of(number, Instant.parse(asOf), then);
    }

    private static String state(int number) {
        return as("analyst").get("/models/rfm/versions/" + number).jsonPath().getString("state");
    }

    private int newest() {
        return database.first("SELECT max(number) AS number FROM rfm_model", row -> row.getInt("number"))
                .orElseThrow();
    }

    /// As a replica that died left it.
    private int left(String state, String leasedUntil) {
        return database.first("""
                        INSERT INTO rfm_model (number, state, event, property, mode, as_of, buckets, customers, leased_until)
                        SELECT coalesce(max(number), 0) + 1, ?, ?, 'total', 'QUINTILE', ?::timestamptz, 512, 3, %s FROM rfm_model
                        RETURNING number""".formatted(leasedUntil), row -> row.getInt("number"), state, event, clock.instant())
                .orElseThrow();
    }

    /// Until it ends the row of the customer cannot be locked.
    private Connection rowHeld(UUID customer) throws SQLException {
        Connection connection = connections.getConnection();
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(
                "SELECT 1 FROM customer_state WHERE bucket = ? AND customer_id = ? FOR UPDATE")) {
            statement.setShort(1, (short) Bucket.of(customer));
            statement.setObject(2, customer);
            statement.executeQuery();
        }
        return connection;
    }

    private static void save(String key, String rule) {
        as("marketer")
                .body("{\"key\": \"" + key + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then()
                .statusCode(201);
    }

    private static void addVersion(String key, String rule) {
        as("marketer")
                .body("{\"rule\": " + rule + "}")
                .post("/segments/" + key + "/versions")
                .then()
                .statusCode(201);
    }

    private static void activate(String key, int version) {
        as("marketer")
                .post("/segments/" + key + "/versions/" + version + "/activate")
                .then()
                .statusCode(202);
        await().atMost(PATIENCE).until(() -> activation(key, version).equals("done"));
    }

    private static String activation(String key, int version) {
        return String.valueOf(as("analyst")
                .get("/segments/" + key + "/versions/" + version + "/activation")
                .jsonPath()
                .getString("backfill.state"));
    }

    private static void awaitVersion(String key, int version) {
        await().atMost(PATIENCE).until(() -> activation(key, version).equals("done"));
        as("analyst").get("/segments/" + key).then().body("version", equalTo(version));
    }

    private Set<UUID> members(String key) {
        JsonPath page = as("analyst")
                .queryParam("limit", 1000)
                .get("/segments/" + key + "/members")
                .jsonPath();
        return page.getList("items.customerId", String.class).stream()
                .map(UUID::fromString)
                .collect(toSet());
    }

    private Set<UUID> movedByModel(String key) {
        JsonPath changes = as("analyst")
                .queryParam("limit", 1000)
                .get("/segments/" + key + "/changes")
                .jsonPath();
        return changes.getList("items.findAll { it.cause == 'model' }.customerId", String.class).stream()
                .map(UUID::fromString)
                .collect(toSet());
    }

    private List<Instant> instantsOfCutOver() {
        return database.query(
                "SELECT DISTINCT active_since FROM segment_version v JOIN segment s ON s.id = v.segment_id "
                        + "WHERE v.state = 'ACTIVE' AND s.key IN (?, ?)",
                row -> Database.instant(row, "active_since"),
                good,
                rich);
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
