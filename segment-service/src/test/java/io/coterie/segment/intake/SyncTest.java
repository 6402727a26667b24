package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.segment.Population;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An audience elsewhere is equal to its segment as soon as all has been taken, whatever happens on the way.
@QuarkusTest
@TestProfile(SyncTest.Impatient.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class SyncTest {
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "coterie.sync.allow-http", "true",
                    "coterie.sync.allow-private-addresses", "true",
                    "coterie.sync.timeout", "PT1S",
                    "coterie.sync.first-pause", "PT0.05S",
                    "coterie.sync.longest-pause", "PT0.2S");
        }
    }

    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    DataSource connections;

    @Inject
    MeterRegistry metrics;

    private final String key = "sync-" + UUID.randomUUID();
    private final String inside = "in-" + key;
    private final List<UUID> customers = Stream.generate(Ids::next).limit(12).toList();
    private int profileVersion = 10;
    private String secret = "";
    private Suite suite;
    private Receiver receiver;
    private Population population;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        receiver = new Receiver();
        population = new Population(database);
        as("marketer")
                .body("{\"key\": \"" + key + "\", \"rule\": {\"trait\": \"firstName\", \"is\": \"" + inside + "\"}}")
                .post("/segments")
                .then()
                .statusCode(201);
        activate(1);
    }

    @AfterEach
    void close() throws Exception {
        database.update("DELETE FROM audience_sync s USING segment g WHERE g.id = s.segment_id AND g.key = ?", key);
        population.close();
        receiver.close();
        suite.close();
    }

    @Test
    void theSetIsTheSegmentsAfterRandomChangesAndRandomFaults() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        be(inside, customers.subList(0, 6));
        soon().untilAsserted(() -> assertThat(members()).hasSize(6));
        create();

        for (int round = 0; round < 30; round++) {
            if (random.nextInt(3) == 0) {
                receiver.next(
                        switch (random.nextInt(3)) {
                            case 0 -> Receiver.status(500);
                            case 1 -> Receiver.brokenAfterwards();
                            default -> Receiver.late(Duration.ofMillis(1_100));
                        });
            }
            be(random.nextBoolean() ? inside : "out", List.of(customers.get(random.nextInt(12))));
        }
        everybodyIsKnownTo(customers.getFirst());

        soon().untilAsserted(
                        () -> assertThat(receiver.members()).as("seed %d", seed).isEqualTo(members()));
        drained();
        assertThat(receiver.members()).as("seed %d", seed).isEqualTo(members());
        assertThat(receiver.calls)
                .allSatisfy(call -> assertThat(call.isSignedWith(secret)).isTrue());
        assertThat(bodiesById().values())
                .as("what is sent again is the same")
                .allSatisfy(bodies -> assertThat(
                                bodies.stream().map(SyncTest::withoutTime).distinct())
                        .hasSize(1));
        assertThat(changesByCustomer().values()).allSatisfy(SyncTest::alternate);
    }

    @Test
    void aSnapshotOfSeveralPagesIsEqualThoughMembersChangeWhileItIsWalked() throws Exception {
        List<UUID> many = population.add(1_100, "{\"firstName\": \"" + inside + "\"}");
        population.told(key, "entered", many, clock.instant());
        List<UUID> near = customers.subList(0, 3);
        List<UUID> far = List.of(new UUID(-16, 1), new UUID(-16, key.hashCode()));
        be(inside, near);
        be(inside, far);
        soon().untilAsserted(() -> assertThat(members()).hasSize(1_105));
        receiver.failAfter(2);
        UUID sync = create();
        soon().until(() -> !place(sync).equals(new UUID(0, 0)));

        be("out", List.of(near.getFirst(), far.getFirst()));
        be(inside, customers.subList(5, 8));
        soon().untilAsserted(() -> assertThat(members()).hasSize(1_106));
        receiver.heal();

        soon().untilAsserted(() -> assertThat(receiver.members()).isEqualTo(members()));
        assertThat(types()).contains("audience.snapshot.ended", "audience.changed");
        assertThat(types().stream().filter("audience.snapshot.page"::equals)).hasSizeGreaterThan(2);
    }

    @Test
    void aChangeThatCommitsAfterTheSyncBeganWithoutKnowingOfItIsInTheSnapshot() throws Exception {
        UUID late = population.add("{\"firstName\": \"" + inside + "\"}", null);
        try (Connection open = connections.getConnection()) {
            open.setAutoCommit(false);
            tellEntered(open, late);
            create();
            await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5)).until(() -> receiver.taken.isEmpty());
            open.commit();
        }

        soon().untilAsserted(() -> assertThat(receiver.members()).containsExactly(late));
    }

    @Test
    void aChangeThatCommitsAfterLaterOnesIsToldAllTheSame() throws Exception {
        UUID sync = create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        UUID first = Ids.next();
        UUID second = Ids.next();
        try (Connection one = connections.getConnection();
                Connection other = connections.getConnection()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            queue(one, sync, first);
            queue(other, sync, second);
            other.commit();
            soon().until(() -> receiver.members().contains(second));
            one.commit();
        }

        soon().untilAsserted(() -> assertThat(receiver.members()).containsExactlyInAnyOrder(first, second));
    }

    @Test
    void whoTakesOverSendsTheSameMessageAgain() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        UUID sync = create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        receiver.next(call -> {
            go.await();
            return true;
        });
        be(inside, customers.subList(0, 1));
        soon().until(receiver::faultsAreOver);
        int calls = receiver.calls.size();

        database.update("UPDATE audience_sync SET leased_until = NULL, next_attempt_at = now() WHERE id = ?", sync);
        soon().until(() -> receiver.calls.size() > calls);
        go.countDown();

        soon().untilAsserted(() ->
                assertThat(receiver.members()).isEqualTo(members()).isNotEmpty());
        assertThat(receiver.calls.get(calls).id())
                .isEqualTo(receiver.calls.get(calls - 1).id());
        assertThat(changesByCustomer().get(customers.getFirst().toString())).containsExactly("entered");
    }

    @Test
    void aResyncRepairsWhatTheReceiverHasLost() throws Exception {
        be(inside, customers.subList(0, 4));
        soon().until(() -> members().size() == 4);
        UUID sync = create();
        soon().until(() -> receiver.members().size() == 4);
        database.update("UPDATE audience_sync SET state = 'PAUSED' WHERE id = ?", sync);
        be("out", customers.subList(0, 2));
        soon().until(() -> members().size() == 2);
        database.update("UPDATE audience_sync SET state = 'ACTIVE' WHERE id = ?", sync);

        as("marketer").post(path(sync) + "/resync").then().statusCode(202).body("snapshot.complete", equalTo(false));
        be(inside, customers.subList(5, 7));

        soon().untilAsserted(() ->
                assertThat(receiver.members()).isEqualTo(members()).hasSize(4));
    }

    @Test
    void aPausedSyncHearsNothingAndBeginsWithAllMembersWhenItIsResumed() throws Exception {
        UUID sync = create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        as("operator").post(path(sync) + "/pause").then().statusCode(200).body("state", equalTo("paused"));
        as("operator").post(path(sync) + "/resync").then().statusCode(409);
        be(inside, customers.subList(0, 3));
        soon().until(() -> members().size() == 3);
        assertThat(waiting(sync)).isZero();

        as("operator").post(path(sync) + "/resume").then().statusCode(200).body("state", equalTo("active"));

        soon().untilAsserted(() -> assertThat(receiver.members()).isEqualTo(members()));
    }

    @Test
    void theSetFollowsACutOverAndIsEmptyOnceTheSegmentIsArchived() throws Exception {
        be(inside, customers.subList(0, 4));
        be("other-" + inside, customers.subList(4, 7));
        soon().until(() -> members().size() == 4);
        create();
        as("marketer")
                .body("{\"rule\": {\"trait\": \"firstName\", \"is\": \"other-" + inside + "\"}}")
                .post("/segments/" + key + "/versions")
                .then()
                .statusCode(201);
        activate(2);
        soon().untilAsserted(() -> assertThat(receiver.members()).isEqualTo(Set.copyOf(customers.subList(4, 7))));

        as("marketer").post("/segments/" + key + "/archive").then().statusCode(200);

        soon().untilAsserted(() -> assertThat(receiver.members()).isEmpty());
    }

    @Test
    void anErasedCustomerIsToldAndForgotten() throws Exception {
        UUID erased = customers.getFirst();
        be(inside, customers.subList(0, 2));
        soon().until(() -> members().size() == 2);
        UUID sync = create();
        soon().until(() -> receiver.members().size() == 2);

        suite.erase(erased, Ids.next());

        soon().untilAsserted(() -> assertThat(receiver.members()).containsExactly(customers.get(1)));
        assertThat(changesByCustomer().get(erased.toString())).containsExactly("erased");
        soon().until(() -> waiting(sync) == 0);
    }

    @Test
    void aWalkThatStandsAtAnErasedCustomerBeginsAgain() throws Exception {
        List<UUID> many = population.add(600, "{\"firstName\": \"" + inside + "\"}");
        population.told(key, "entered", many, clock.instant());
        UUID sync = create();
        soon().until(() -> receiver.members().size() == 600);
        receiver.failAfter(2);
        as("marketer").post(path(sync) + "/resync").then().statusCode(202);
        soon().until(() -> !place(sync).equals(new UUID(0, 0)));
        UUID reached = place(sync);

        suite.erase(reached, Ids.next());
        soon().until(() -> !place(sync).equals(reached));
        receiver.heal();

        soon().untilAsserted(() -> assertThat(receiver.members()).hasSize(599).doesNotContain(reached));
        soon().until(() -> waiting(sync) == 0);
        assertThat(changesByCustomer().get(reached.toString())).contains("erased");
    }

    @Test
    void aPageThatIsSentAgainEndsWhereItDidThoughSomebodyInItWasErased() throws Exception {
        List<UUID> many = population.add(600, "{\"firstName\": \"" + inside + "\"}");
        population.told(key, "entered", many, clock.instant());
        UUID erased = aPageIsTakenAndItsAnswerLost(250);

        suite.erase(erased, Ids.next());
        erasedFrom("membership_change", erased);
        receiver.heal();

        Set<UUID> others = new HashSet<>(many);
        others.remove(erased);
        soon().until(() -> types().contains("audience.changed"));
        assertThat(receiver.members()).isEqualTo(others);
    }

    @Test
    void aPageThatEndsAtAnErasedCustomerDoesNotKeepTheId() throws Exception {
        List<UUID> many = population.add(600, "{\"firstName\": \"" + inside + "\"}");
        population.told(key, "entered", many, clock.instant());
        UUID erased = aPageIsTakenAndItsAnswerLost(499);
        assertThat(pageEndsAt(erased)).isEqualTo(1);

        suite.erase(erased, Ids.next());
        erasedFrom("membership_change", erased);
        assertThat(pageEndsAt(erased)).isZero();
        receiver.heal();

        soon().untilAsserted(() -> assertThat(receiver.members()).hasSize(599).doesNotContain(erased));
    }

    /// Who has the given place in it.
    private UUID aPageIsTakenAndItsAnswerLost(int place) {
        receiver.next(call -> {
            call.sendResponseHeaders(204, -1);
            return true;
        });
        receiver.next(Receiver.brokenAfterwards());
        receiver.failAfter(2);
        create();
        soon().until(() -> receiver.taken.size() == 2);
        return UUID.fromString(receiver.taken
                .getLast()
                .at("/data/items/" + place + "/customerId")
                .asText());
    }

    private long pageEndsAt(UUID customer) {
        return database.first(
                        "SELECT count(*) FROM audience_sync WHERE page_until = ?", row -> row.getLong(1), customer)
                .orElseThrow();
    }

    private void erasedFrom(String table, UUID customer) {
        soon().until(() -> database.first(
                        "SELECT count(*) FROM " + table + " WHERE customer_id = ?", row -> row.getLong(1), customer)
                .orElseThrow()
                .equals(0L));
    }

    @Test
    void whoIsAMemberThoughNoHistorySaysSoIsToldToBeErased() throws Exception {
        UUID erased = population.add("{\"firstName\": \"out\"}", null);
        create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        database.update(
                "INSERT INTO member SELECT ?, ?, id, 1, now() FROM segment WHERE key = ?",
                Bucket.of(erased),
                erased,
                key);

        suite.erase(erased, Ids.next());

        soon().untilAsserted(() ->
                assertThat(changesByCustomer().get(erased.toString())).containsExactly("erased"));
    }

    @Test
    void bothSecretsSignWhileTheyOverlap() throws Exception {
        UUID sync = create();
        String old = secret;
        soon().until(() -> types().contains("audience.snapshot.ended"));
        String fresh = as("marketer")
                .post(path(sync) + "/rotate-secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");

        be(inside, customers.subList(0, 1));
        soon().until(() -> receiver.members().size() == 1);
        assertThat(receiver.calls.getLast().isSignedWith(old)).isTrue();
        assertThat(receiver.calls.getLast().isSignedWith(fresh)).isTrue();

        database.update("UPDATE audience_sync SET previous_until = ? WHERE id = ?", clock.instant(), sync);
        be(inside, customers.subList(1, 2));
        soon().until(() -> receiver.members().size() == 2);
        assertThat(receiver.calls.getLast().isSignedWith(old)).isFalse();
        assertThat(receiver.calls.getLast().isSignedWith(fresh)).isTrue();
    }

    @Test
    void aReceiverThatIsGoneIsLeftAloneUntilSomebodyResumesIt() throws Exception {
        UUID sync = create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        receiver.next(Receiver.status(410));
        be(inside, customers.subList(0, 1));

        soon().until(() -> state(sync).getString("state").equals("disabled"));
        assertThat(state(sync).getString("disabledBecause")).isEqualTo("gone");
        assertThat(state(sync).getInt("lastStatus")).isEqualTo(410);
        assertThat(waiting(sync)).isZero();

        as("marketer").post(path(sync) + "/resume").then().statusCode(200);
        soon().untilAsserted(() ->
                assertThat(receiver.members()).isEqualTo(members()).hasSize(1));
    }

    @Test
    void aReceiverThatHasFailedForDaysIsGivenUp() throws Exception {
        UUID sync = create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        receiver.failAfter(0);
        be(inside, customers.subList(0, 1));
        soon().until(() -> state(sync).getInt("failures") > 1);
        assertThat(state(sync).getString("state")).isEqualTo("active");
        assertThat(state(sync).getString("lastError")).isEqualTo("status");

        Instant longAgo = clock.instant().minus(Duration.ofDays(6));
        database.update("UPDATE audience_sync SET failing_since = ? WHERE id = ?", longAgo, sync);

        soon().until(() -> state(sync).getString("state").equals("disabled"));
        assertThat(state(sync).getString("disabledBecause")).isEqualTo("failing");
    }

    @Test
    void whoIsGivenUpIsSeenWithTheLastErrorAndCountsAsFailingUntilPaused() throws Exception {
        UUID sync = create();
        soon().until(() -> types().contains("audience.snapshot.ended"));
        double others = failing();
        Instant longAgo = clock.instant().minus(Duration.ofDays(6));
        database.update("UPDATE audience_sync SET failing_since = ? WHERE id = ?", longAgo, sync);
        assertThat(failing()).isEqualTo(others + 1);
        database.update("UPDATE audience_sync SET state = 'PAUSED' WHERE id = ?", sync);
        assertThat(failing()).isEqualTo(others);
        database.update("UPDATE audience_sync SET state = 'ACTIVE' WHERE id = ?", sync);

        receiver.next(Receiver.brokenAfterwards());
        be(inside, customers.subList(0, 1));

        soon().until(() -> state(sync).getString("state").equals("disabled"));
        assertThat(state(sync).getString("disabledBecause")).isEqualTo("failing");
        assertThat(state(sync).getString("lastError")).isEqualTo("connection");
        assertThat(failing()).isEqualTo(others + 1);
    }

    private double failing() {
        return metrics.get("coterie.sync.failing").gauge().value();
    }

    @Test
    void whoAsksForTimeGetsIt() throws Exception {
        receiver.next(call -> {
            call.getResponseHeaders().set("Retry-After", "3600");
            call.sendResponseHeaders(503, -1);
            return false;
        });
        UUID sync = create();

        soon().until(() -> state(sync).getInt("failures") == 1);
        assertThat(database.first(
                        "SELECT next_attempt_at - clock_timestamp() > interval '50 minutes' AS later"
                                + " FROM audience_sync WHERE id = ?",
                        row -> row.getBoolean("later"),
                        sync))
                .contains(true);
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() throws Exception {
        receiver.next(call -> {
            call.getResponseHeaders().set("Location", receiver.url());
            call.sendResponseHeaders(307, -1);
            return false;
        });
        UUID sync = create();

        soon().until(() -> types().contains("audience.snapshot.ended"));
        assertThat(receiver.calls.get(0).id()).isEqualTo(receiver.calls.get(1).id());
        assertThat(state(sync).getLong("sequence")).isEqualTo(2);
    }

    @Test
    void theSecretIsShownOnceAndTheTrailHasTheHostAlone() throws Exception {
        UUID sync = create();

        assertThat(as("analyst").get(path(sync)).asString()).doesNotContain(secret, "secret");
        assertThat(as("analyst").get(path(null)).asString())
                .contains(sync.toString())
                .doesNotContain(secret, "secret");
        String trail = as("analyst").get("/segments/" + key + "/audit").asString();
        assertThat(trail).contains("sync-created", sync.toString(), "127.0.0.1").doesNotContain(secret, "account=7");
        as("marketer").delete(path(sync)).then().statusCode(204);
        as("marketer").get(path(sync)).then().statusCode(404);
        as("marketer")
                .get("/segments/" + key + "/audit")
                .then()
                .body("items[0].action", equalTo("sync-deleted"))
                .body("items[0].subject", notNullValue());
        as("marketer")
                .body("{\"url\": \"ftp://a.test\"}")
                .post(path(null))
                .then()
                .statusCode(400);
        as("marketer")
                .body("{\"url\": \"https://a.test\"}")
                .post("/segments/none-such/syncs")
                .then()
                .statusCode(404);
    }

    private UUID create() {
        JsonPath created = as("marketer")
                .body("{\"url\": \"" + receiver.url() + "\"}")
                .post(path(null))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        secret = created.getString("secret");
        return UUID.fromString(created.getString("sync.id"));
    }

    private void be(String name, List<UUID> whom) throws Exception {
        for (UUID customer : whom) {
            suite.profile(customer, "c-" + customer, customer + "@example.test", name, profileVersion++);
        }
    }

    /// All profiles that were sent have been taken: they come one after another.
    private void everybodyIsKnownTo(UUID customer) throws Exception {
        be("last", List.of(customer));
        int last = profileVersion - 1;
        soon().until(() -> suite.waiting("segment-service.live") == 0
                && database.first(
                                "SELECT profile_version FROM customer_state WHERE customer_id = ?",
                                row -> row.getInt("profile_version"),
                                customer)
                        .filter(version -> version >= last)
                        .isPresent());
    }

    private void drained() {
        soon().until(() -> database.first(
                        "SELECT count(*) FROM audience_change c JOIN audience_sync s ON s.id = c.sync_id"
                                + " JOIN segment g ON g.id = s.segment_id WHERE g.key = ?",
                        row -> row.getLong(1),
                        key)
                .orElseThrow()
                .equals(0L));
    }

    private Set<UUID> members() {
        Set<UUID> all = new HashSet<>();
        String next = null;
        do {
            JsonPath page = page(next);
            page.getList("items.customerId", String.class).forEach(id -> all.add(UUID.fromString(id)));
            next = page.getString("next");
        } while (next != null);
        return all;
    }

    private JsonPath page(@Nullable String after) {
        var request = as("analyst").queryParam("limit", 1000);
        return (after == null ? request : request.queryParam("after", after))
                .get("/segments/" + key + "/members")
                .jsonPath();
    }

    private Map<String, List<String>> bodiesById() {
        return receiver.calls.stream().collect(groupingBy(Receiver.Call::id, mapping(Receiver.Call::body, toList())));
    }

    private static String withoutTime(String body) {
        return body.replaceAll("\"timestamp\":\"[^\"]*\"", "");
    }

    /// What the receiver was told of each, snapshots aside.
    private Map<String, List<String>> changesByCustomer() {
        return receiver.taken.stream()
                .filter(message -> message.get("type").asText().equals("audience.changed"))
                .flatMap(message -> Stream.iterate(0, i -> i + 1)
                        .limit(message.at("/data/items").size())
                        .map(message.at("/data/items")::get))
                .collect(groupingBy(
                        item -> item.get("customerId").asText(),
                        mapping(item -> item.get("change").asText(), toList())));
    }

    private static void alternate(List<String> changes) {
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i)).isNotEqualTo(changes.get(i - 1));
        }
    }

    private List<String> types() {
        return receiver.taken.stream()
                .map(message -> message.get("type").asText())
                .toList();
    }

    private void tellEntered(Connection connection, UUID customer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO membership_change (bucket, customer_id, segment_id, state_version, id, definition_version, change,
                    cause, causation_id, correlation_id, hops, effective_at, recorded_at, leaves)
                SELECT ?, ?, id, 1, gen_random_uuid(), 1, 'entered', 'behaviour', gen_random_uuid(), gen_random_uuid(),
                    0, now(), now(), '[]' FROM segment WHERE key = ?
                """)) {
            statement.setShort(1, (short) Bucket.of(customer));
            statement.setObject(2, customer);
            statement.setString(3, key);
            statement.executeUpdate();
        }
    }

    private static void queue(Connection connection, UUID sync, UUID customer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO audience_change (sync_id, bucket, customer_id, change, effective_at, recorded_at)
                VALUES (?, ?, ?, 'entered', now(), now())
                """)) {
            statement.setObject(1, sync);
            statement.setShort(2, (short) Bucket.of(customer));
            statement.setObject(3, customer);
            statement.executeUpdate();
        }
    }

    private long waiting(UUID sync) {
        return database.first("SELECT count(*) FROM audience_change WHERE sync_id = ?", row -> row.getLong(1), sync)
                .orElseThrow();
    }

    private UUID place(UUID sync) {
        return database.first(
                        "SELECT after_customer FROM audience_sync WHERE id = ?",
                        row -> Database.uuid(row, "after_customer"),
                        sync)
                .orElseThrow();
    }

    private JsonPath state(UUID sync) {
        return as("analyst").get(path(sync)).jsonPath();
    }

    private String path(@Nullable UUID sync) {
        return "/segments/" + key + "/syncs" + (sync == null ? "" : "/" + sync);
    }

    private void activate(int version) {
        String path = "/segments/" + key + "/versions/" + version;
        as("marketer").post(path + "/activate").then().statusCode(202);
        soon().until(() -> as("analyst")
                .get(path + "/activation")
                .jsonPath()
                .getString("backfill.state")
                .equals("done"));
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40));
    }
}
