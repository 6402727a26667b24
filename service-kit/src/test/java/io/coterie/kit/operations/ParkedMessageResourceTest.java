package io.coterie.kit.operations;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.kit.event.Lane;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.Intake;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.kit.support.KitConsumer;
import io.coterie.kit.support.Store;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class ParkedMessageResourceTest {
    private static final String PATH = "/operations/parked-messages";
    private static final Effect BROKEN = event -> {
        throw new IllegalArgumentException("a bug");
    };

    @Inject
    Intake intake;

    @Inject
    KitConsumer consumer;

    @Inject
    Store store;

    @BeforeEach
    void empty() {
        store.empty();
        consumer.does(store::keep);
    }

    @Test
    void whatIsParkedIsListedWithoutItsContentAndReadWithIt() {
        String id = parked("a");

        operator()
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].lane", equalTo("live"))
                .body("items[0].type", equalTo("customer.test.v1"))
                .body("items[0].error", containsString("a bug"))
                .body("items[0].state", equalTo("waiting"))
                .body("items[0].eventId", notNullValue())
                .body("items[0].bytes", equalTo("[{\"customerId\":\"c\",\"name\":\"a\"}]".length()))
                .body("items[0].content", nullValue())
                .body("next", nullValue());
        operator()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("content[0].name", equalTo("a"))
                .body("contentBase64", nullValue());
    }

    @Test
    void bytesThatAreNoJsonAreShownInBase64AndCannotBeReplayed() {
        intake.receive(Delivery.fresh(Lane.BULK, "no event".getBytes(UTF_8)), BROKEN);
        String id = waiting().getFirst();

        operator().get(PATH + "/" + id).then().body("contentBase64", equalTo("bm8gZXZlbnQ="));
        operator()
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("https://coterie.io/problems/unreadable-message"));
        assertThat(waiting()).containsExactly(id);
    }

    @Test
    void aReplayedMessageHasItsEffectOnceAndKeepsNothingButItsRecord() {
        String id = parked("a");

        operator()
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("replayed"))
                .body("settledAt", notNullValue())
                .body("bytes", equalTo(0))
                .body("error", containsString("a bug"));

        operator()
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://coterie.io/problems/already-settled"));
        assertThat(store.kept()).containsExactly("a");
        assertThat(store.texts("SELECT 1 FROM parked_message WHERE body IS NULL"))
                .hasSize(1);
    }

    @Test
    void whatFailsAgainWaitsOnWithTheNewError() {
        String id = parked("poison");

        operator()
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("waiting"))
                .body("error", containsString("cannot apply"));

        operator().get(PATH + "/" + id).then().body("content[0].name", equalTo("poison"));
        assertThat(store.kept()).isEmpty();
    }

    @Test
    void ofAWholeMessageOnlyTheItemsAtFaultWaitOn() {
        byte[] body = store.event(Store.item("c", "a"), Store.item("c", "poison"), Store.item("d", "b"));
        store.update(
                "INSERT INTO parked_message (id, lane, error, body) VALUES (gen_random_uuid(), 'BULK', 'died', ?)",
                (Object) body);
        String id = waiting().getFirst();

        operator().post(PATH + "/" + id + "/replay").then().statusCode(200).body("state", equalTo("waiting"));

        assertThat(store.kept()).containsExactly("a", "b");
        operator()
                .get(PATH + "/" + id)
                .then()
                .body("content", hasSize(1))
                .body("content[0].name", equalTo("poison"))
                .body("type", equalTo("customer.test.v1"));
    }

    @Test
    void aReplayWhileTheStoreIsAwayChangesNothing() {
        String id = parked("a");
        consumer.does(event -> {
            throw new StoreFailure("away", new SQLException("refused", "08001"));
        });

        operator().post(PATH + "/" + id + "/replay").then().statusCode(503).header("Retry-After", "5");

        operator().get(PATH + "/" + id).then().body("state", equalTo("waiting")).body("error", containsString("a bug"));
    }

    @Test
    void manyAreReplayedAFewAtATime() {
        parked("a", "poison", "b");

        String next = operator()
                .body("{\"type\": \"customer.test.v1\", \"lane\": \"live\", \"limit\": 2}")
                .post(PATH + "/replay")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(1))
                .body("failed", equalTo(1))
                .extract()
                .path("next");
        operator()
                .body("{\"limit\": 2, \"after\": \"" + next + "\"}")
                .post(PATH + "/replay")
                .then()
                .body("replayed", equalTo(1))
                .body("failed", equalTo(0))
                .body("next", nullValue());

        assertThat(store.kept()).containsExactly("a", "b");
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void manyAreChosenByTypeAndLane() {
        parked("a");

        operator().body("{\"lane\": \"bulk\"}").post(PATH + "/replay").then().body("replayed", equalTo(0));
        operator()
                .body("{\"type\": \"customer.other.v1\"}")
                .post(PATH + "/replay")
                .then()
                .body("replayed", equalTo(0));

        assertThat(waiting()).hasSize(1);
    }

    @Test
    void aDiscardedMessageIsGoneButForItsRecord() {
        String id = parked("a");

        operator()
                .body("{\"reason\": \"sent by mistake\"}")
                .post(PATH + "/" + id + "/discard")
                .then()
                .statusCode(200)
                .body("state", equalTo("discarded"))
                .body("reason", equalTo("sent by mistake"))
                .body("bytes", equalTo(0));

        operator().post(PATH + "/" + id + "/discard").then().statusCode(409);
        operator().post(PATH + "/" + id + "/replay").then().statusCode(409);
        operator().get(PATH + "/" + id).then().body("content", nullValue()).body("contentBase64", nullValue());
        assertThat(store.kept()).isEmpty();
        assertThat(store.texts("SELECT 1 FROM parked_message WHERE body IS NULL"))
                .hasSize(1);
    }

    @Test
    void theListIsPagedNewestFirstAndFiltered() {
        parked("a", "b", "c");
        operator().post(PATH + "/" + waiting().getFirst() + "/discard").then().statusCode(200);

        String next = operator()
                .get(PATH + "?limit=2")
                .then()
                .body("items", hasSize(2))
                .body("items[0].state", equalTo("discarded"))
                .extract()
                .path("next");

        operator()
                .get(PATH + "?limit=2&after=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        operator().get(PATH + "?state=discarded").then().body("items", hasSize(1));
        operator().get(PATH + "?lane=bulk").then().body("items", hasSize(0));
        operator().get(PATH + "?type=customer.test.v1&lane=live").then().body("items", hasSize(3));
    }

    @ParameterizedTest
    @CsvSource({"state=done, state", "lane=fast, lane"})
    void aFilterThatCannotBeIsRefused(String query, String field) {
        operator().get(PATH + "?" + query).then().statusCode(400).body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, /replay", "POST, /discard"})
    void whatNobodyParkedIsNotFound(String method, String action) {
        operator()
                .request(method, PATH + "/0199b3a0-0000-7000-8000-00000000fe01" + action)
                .then()
                .statusCode(404)
                .body("type", equalTo("https://coterie.io/problems/not-found"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /parked-messages",
        "GET, /parked-messages/0199b3a0-0000-7000-8000-00000000fe01",
        "POST, /parked-messages/0199b3a0-0000-7000-8000-00000000fe01/replay",
        "POST, /parked-messages/0199b3a0-0000-7000-8000-00000000fe01/discard",
        "POST, /parked-messages/replay",
        "GET, /outbox",
        "GET, /outbox/stuck",
        "POST, /outbox/0199b3a0-0000-7000-8000-00000000fe01/retry"
    })
    void onlyOperatorsMayCall(String method, String path) {
        given().contentType("application/json")
                .request(method, "/operations" + path)
                .then()
                .statusCode(401);
        for (String role : List.of("marketer", "analyst", "guest")) {
            as(role).request(method, "/operations" + path).then().statusCode(403);
        }
    }

    @Test
    void whoDidWhatIsWrittenDownWithoutContent() {
        String id = parked("secret-name");
        try (var log = new AuditLog()) {
            operator().get(PATH + "/" + id);
            operator().post(PATH + "/" + id + "/replay");
            operator().post(PATH + "/" + id + "/discard");

            assertThat(log.lines())
                    .containsExactly(
                            "read parked message " + id + " by subject test",
                            "replay parked message " + id + " by subject test",
                            "discard parked message " + id + " by subject test");
        }
    }

    /// One parked message for each name; the id of the newest.
    private String parked(String... names) {
        for (String name : names) {
            intake.receive(Delivery.fresh(Lane.LIVE, store.event(Store.item("c", name))), BROKEN);
        }
        return waiting().getFirst();
    }

    private static List<String> waiting() {
        return operator().get(PATH + "?state=waiting").jsonPath().getList("items.id");
    }

    private static RequestSpecification operator() {
        return as("operator");
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
