package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import io.coterie.kit.sql.Database;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.touch.TouchCustomers;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a change of a static list makes of segments whose rules refer to it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class StaticListsTest {
    @Inject
    Clock clock;

    @Inject
    Database database;

    @Inject
    TouchCustomers customers;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String list = "vip-" + unique;
    private final UUID ann = Ids.next();
    private Suite suite;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        marketer().body("{\"key\": \"" + list + "\"}").post("/lists").then().statusCode(201);
    }

    @AfterEach
    void close() throws Exception {
        suite.close();
    }

    @Test
    void whoIsPutOnAListEntersAndWhoIsTakenOffLeaves() throws Exception {
        String key = activated("buyers", """
                {"all": [{"list": "%s"}, {"event": "Order Completed", "aggregate": "count", "gte": 1}]}""");
        List<JsonNode> told = suite.hear("segment.memberships-changed.v1");
        isKnown(ann);
        explanation(ann, key)
                .body("member", equalTo(false))
                .body("toEnter.size()", equalTo(1))
                .body("toEnter[0].sentence", equalTo("they are on list \"" + list + "\""))
                .body("toEnter[0].observed", nullValue());

        change("", ann);

        soon().untilAsserted(() -> explanation(ann, key)
                .body("member", equalTo(true))
                .body("change.change", equalTo("entered"))
                .body("change.cause", equalTo("list"))
                .body("change.leaves.size()", equalTo(1))
                .body("change.leaves[0].pointer", equalTo("/all/0"))
                .body("change.leaves[0].sentence", equalTo("they are on list \"" + list + "\""))
                .body("change.leaves[0].observed.version", equalTo(1))
                .body("toLeave.size()", equalTo(1)));

        change("/remove", ann);

        soon().untilAsserted(() -> explanation(ann, key)
                .body("member", equalTo(false))
                .body("change.change", equalTo("left"))
                .body("change.cause", equalTo("list"))
                .body("change.leaves[0].observed.on", equalTo(false))
                .body("change.leaves[0].observed.version", equalTo(2)));
        soon().untilAsserted(() -> assertThat(told)
                .filteredOn(item -> item.path("segment").asText().equals(key))
                .extracting(item -> item.path("change").asText() + " by "
                        + item.path("cause").asText())
                .containsExactly("entered by list", "left by list"));
        soon().untilAsserted(() -> analyst().get("/lists/" + list).then().body("pending", equalTo(false)));
    }

    @Test
    void whoWasOnAListBeforeAnythingWasKnownIsAMemberFromTheFirstFactOn() throws Exception {
        String key = activated("unknown", "{\"list\": \"%s\"}");
        change("", ann);
        drained();
        analyst().get("/memberships/" + ann).then().statusCode(404);

        isKnown(ann);

        explanation(ann, key).body("member", equalTo(true)).body("change.cause", equalTo("list"));
        analyst().get("/lists/" + list + "/members").then().body("items[0].known", equalTo(true));
    }

    @Test
    void aCustomerWhoAppearsWhileAListChangesIsNotMissed() throws Exception {
        String key = activated("meanwhile", "{\"list\": \"%s\"}");
        CountDownLatch made = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var appearing =
                    people.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        customers.withNews(Map.of(ann, List.of(purchase(ann))));
                        made.countDown();
                        await().atMost(Duration.ofSeconds(60)).until(() -> go.getCount() == 0);
                    }));
            made.await();
            var putOn = people.submit(() -> change("", ann));
            soon().until(() -> putOn.isDone() || somebodyWaitsForALock());
            go.countDown();
            appearing.get();
            putOn.get();
        }

        soon().untilAsserted(() -> explanation(ann, key).body("member", equalTo(true)));
    }

    @Test
    void aFileThatReplacesAListMovesExactlyThoseWhomItChanges() throws Exception {
        List<UUID> known = Stream.generate(Ids::next).limit(450).toList();
        for (UUID customer : known) {
            suite.purchase(customer, Ids.next().toString(), clock.instant(), "10", true);
        }
        String key = activated("replaced", "{\"list\": \"%s\"}");
        soon().until(() -> database.first(
                        "SELECT count(*) AS n FROM customer_state WHERE customer_id = ANY (?)",
                        row -> row.getInt("n"),
                        (Object) known.toArray(UUID[]::new))
                .equals(Optional.of(450)));

        replace(known.subList(0, 300));
        soon().untilAsserted(() -> assertThat(members(key)).isEqualTo(ids(known.subList(0, 300))));
        replace(known.subList(200, 450));

        soon().untilAsserted(() -> assertThat(members(key)).isEqualTo(ids(known.subList(200, 450))));
        analyst()
                .get("/segments/" + key + "/changes?customer=" + known.get(250))
                .then()
                .body("items.change", equalTo(List.of("entered")));
    }

    @Test
    void whateverComesTogetherMembershipIsTheRuleOverFactsAndLists() throws Exception {
        List<UUID> people = Stream.generate(Ids::next).limit(40).toList();
        String key = activated("together", "{\"list\": \"%s\"}");

        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var curating = hands.submit(() -> IntStream.range(0, 40).forEach(i -> {
                change("", people.get(i));
                if (i % 2 == 0) {
                    change("/remove", people.get(i));
                }
            }));
            for (UUID customer : people) {
                suite.purchase(customer, Ids.next().toString(), clock.instant(), "10", false);
            }
            save("other", "{\"not\": {\"list\": \"%s\"}}");
            activate("other-" + unique);
            curating.get();
        }
        drained();

        Set<String> on = ids(IntStream.range(0, 40)
                .filter(i -> i % 2 == 1)
                .mapToObj(people::get)
                .toList());
        soon().untilAsserted(() -> assertThat(members(key)).isEqualTo(on));
        Set<String> others = members("other-" + unique);
        others.retainAll(ids(people));
        assertThat(others).hasSize(20).doesNotContainAnyElementsOf(on);
    }

    @Test
    void theVocabularyNamesLists() {
        soon().untilAsserted(() -> {
            MovableClockResource.advance(Duration.ofMinutes(1));
            analyst().get("/rules/vocabulary").then().body("lists", hasItem(list));
        });
        marketer().post("/lists/" + list + "/archive").then().statusCode(200);
        soon().untilAsserted(() -> {
            MovableClockResource.advance(Duration.ofMinutes(1));
            analyst().get("/rules/vocabulary").then().body("lists", not(hasItem(list)));
        });
    }

    private Arrival purchase(UUID customer) {
        UUID id = Ids.next();
        Fact fact = new Fact.Behaviour(id, clock.instant(), "Order Completed", JsonNodeFactory.instance.objectNode());
        return new Arrival.OfFact(id, customer, Origin.first(id), false, fact);
    }

    private boolean somebodyWaitsForALock() {
        return database.first("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", row -> true)
                .isPresent();
    }

    /// No change of the list is left to be told.
    private void drained() {
        soon().untilAsserted(() -> analyst().get("/lists/" + list).then().body("pending", equalTo(false)));
    }

    private void isKnown(UUID customer) throws Exception {
        suite.purchase(customer, Ids.next().toString(), clock.instant(), "10", false);
        soon().untilAsserted(
                        () -> analyst().get("/memberships/" + customer).then().statusCode(200));
    }

    private void change(String what, UUID customer) {
        marketer()
                .body("{\"customerIds\": [\"" + customer + "\"]}")
                .post("/lists/" + list + "/members" + what)
                .then()
                .statusCode(200);
    }

    private void replace(List<UUID> customers) {
        marketer()
                .contentType("text/csv")
                .body(customers.stream().map(UUID::toString).collect(joining("\n")))
                .post("/lists/" + list + "/members/upload?mode=replace")
                .then()
                .statusCode(200);
    }

    private static Set<String> members(String key) {
        return new TreeSet<>(analyst()
                .get("/segments/" + key + "/members?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .<List<String>>path("items.customerId"));
    }

    private static Set<String> ids(List<UUID> customers) {
        return new TreeSet<>(customers.stream().map(UUID::toString).toList());
    }

    private String activated(String name, String rule) {
        save(name, rule);
        activate(name + "-" + unique);
        return name + "-" + unique;
    }

    private void save(String name, String rule) {
        marketer()
                .body("{\"key\": \"" + name + "-" + unique + "\", \"rule\": " + rule.formatted(list) + "}")
                .post("/segments")
                .then()
                .statusCode(201);
    }

    private static void activate(String key) {
        String path = "/segments/" + key + "/versions/1";
        marketer().post(path + "/activate").then().statusCode(202);
        soon().untilAsserted(() -> analyst().get(path + "/activation").then().body("backfill.state", equalTo("done")));
    }

    private static ValidatableResponse explanation(UUID customer, String key) {
        return analyst()
                .get("/memberships/" + customer + "/" + key + "/explanation")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification marketer() {
        return given().auth().oauth2(OidcResource.token("marketer")).contentType("application/json");
    }

    private static RequestSpecification analyst() {
        return given().auth().oauth2(OidcResource.token("analyst")).contentType("application/json");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40));
    }
}
