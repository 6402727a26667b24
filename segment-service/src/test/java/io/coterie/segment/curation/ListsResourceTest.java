package io.coterie.segment.curation;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Static lists as people change them.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class ListsResourceTest {
    @Inject
    Database database;

    private final String key = "list-" + UUID.randomUUID();
    private final String ann = Ids.next().toString();
    private final String bob = Ids.next().toString();
    private final String cid = Ids.next().toString();

    @BeforeEach
    void aListWithNobodyOnIt() {
        create(key).statusCode(201).body("version", equalTo(0)).body("size", equalTo(0));
    }

    @Test
    void aListIsMadeOnce() {
        create(key).statusCode(409).body("type", containsString("key-taken"));
        create("No Slug").statusCode(400);
        get("/lists/" + key).body("name", equalTo(key)).body("archivedAt", nullValue());
        get("/lists?limit=1000").body("items.key", hasItem(key));
    }

    @Test
    void theSameCustomerTwiceChangesNothing() {
        add(ann, bob, ann).statusCode(200).body("version", equalTo(1)).body("added", equalTo(2));

        add(ann).statusCode(200).body("version", equalTo(1)).body("added", equalTo(0));
        remove(cid).statusCode(200).body("version", equalTo(1)).body("removed", equalTo(0));
        upload("replace", "text/csv", ann + "\n" + bob).body("version", equalTo(1));

        get("/lists/" + key).body("size", equalTo(2)).body("version", equalTo(1));
        assertThat(versions()).hasSize(1);
    }

    @Test
    void everyChangeIsAVersionThatCanBeReadBack() {
        add(ann, bob);
        remove(ann);
        upload("replace", "text/csv", cid + "\n" + ann)
                .body("added", equalTo(2))
                .body("removed", equalTo(1));

        assertThat(membersAsOf(0)).isEmpty();
        assertThat(membersAsOf(1)).containsExactlyInAnyOrder(ann, bob);
        assertThat(membersAsOf(2)).containsExactly(bob);
        assertThat(membersAsOf(3)).containsExactlyInAnyOrder(ann, cid);
        get("/lists/" + key).body("size", equalTo(2)).body("version", equalTo(3));
        as("analyst").get("/lists/" + key + "/members?version=4").then().statusCode(404);
        get("/lists/" + key + "/versions")
                .body("items.version", equalTo(List.of(3, 2, 1)))
                .body("items.action", equalTo(List.of("replaced", "removed", "added")))
                .body("items.added", equalTo(List.of(2, 0, 2)))
                .body("items.removed", equalTo(List.of(1, 1, 0)))
                .body("items.subject", not(hasItem(nullValue())));
        get("/lists/" + key + "/audit").body("items.action", hasItem("created"));
    }

    @Test
    void membersAreReadPageByPageInTheOrderOfTheirIds() {
        add(ann, bob, cid);
        List<String> all = Stream.of(ann, bob, cid).sorted().toList();

        String next = get("/lists/" + key + "/members?limit=2")
                .body("items.customerId", equalTo(all.subList(0, 2)))
                .body("items.known", equalTo(List.of(false, false)))
                .extract()
                .path("next");

        get("/lists/" + key + "/members?limit=2&after=" + next)
                .body("items.customerId", equalTo(all.subList(2, 3)))
                .body("next", nullValue());
    }

    @Test
    void linesThatNameNobodyArePassedOverAndReportedWithoutWhatStoodThere() {
        String file = "\uFEFFname, customerId ,x\nAnn," + ann + ",1\nBob,bob@example.org,2\n\nCid\nBob, " + bob + "\n";

        String answer = upload("add", "text/csv", file)
                .body("added", equalTo(2))
                .body("rejected", equalTo(2))
                .body("rejections.line", equalTo(List.of(3, 5)))
                .body("rejections.found", equalTo(List.of("text of 15 characters", "nothing")))
                .body("rejections.expected", hasItem(containsString("UUID")))
                .extract()
                .asString();

        assertThat(answer).doesNotContain("bob@example.org");
        assertThat(membersAsOf(1)).containsExactlyInAnyOrder(ann, bob);
    }

    @Test
    void linesOfJsonAreReadToo() {
        String file = "{\"customerId\": \"" + ann + "\", \"name\": \"Ann\"}\n\"" + bob + "\"\n{\"id\": 1}\n{\n";

        upload("add", "application/x-ndjson", file)
                .body("added", equalTo(2))
                .body("rejections.line", equalTo(List.of(3, 4)));

        upload("remove", "application/x-ndjson", "\"" + ann + "\"").body("removed", equalTo(1));
        assertThat(membersAsOf(2)).containsExactly(bob);
    }

    @Test
    void aFileThatNamesNobodyEmptiesNoList() {
        add(ann);

        file("replace", "text/csv", "customerId\nbob@example.org\n").statusCode(400);
        file("replace", "text/csv", "").statusCode(400);
        file("replace", "text/csv", "a,b\n" + bob + ",1\n").statusCode(400).body("field", equalTo("header"));
        file("mix", "text/csv", bob).statusCode(400).body("field", equalTo("mode"));

        assertThat(membersAsOf(1)).containsExactly(ann);
        get("/lists/" + key).body("version", equalTo(1));
    }

    @Test
    void anIdThatIsNoneIsRefusedAtItsPlaceAndNothingChanges() {
        add(ann, "1-1-1-1-1")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("/customerIds/1"))
                .body("expected", containsString("UUID"));
        add(Collections.nCopies(10_001, ann).toArray(String[]::new)).statusCode(400);
        add().statusCode(400);
        as("marketer")
                .body("{\"customerIds\": [null]}")
                .post("/lists/" + key + "/members")
                .then()
                .statusCode(400)
                .body("field", equalTo("/customerIds/0"));

        get("/lists/" + key).body("version", equalTo(0)).body("size", equalTo(0));
    }

    @Test
    void aListStaysWhileARuleRefersToIt() {
        String segment = "on-" + key;
        String rule = "{\"any\": [{\"trait\": \"x\", \"is\": 1}, {\"list\": \"" + key + "\"}]}";
        save(segment, rule).statusCode(201);

        post("/lists/" + key + "/archive")
                .statusCode(409)
                .body("type", containsString("referred-to"))
                .body("detail", containsString(segment));

        post("/segments/" + segment + "/archive").statusCode(200);
        post("/lists/" + key + "/archive").statusCode(200).body("archivedAt", not(nullValue()));
        post("/segments/" + segment + "/restore").statusCode(409).body("detail", containsString(key));
        save(segment + "x", rule).statusCode(400).body("field", equalTo("/rule/any/1/list"));
        add(ann).statusCode(409);
        get("/lists?limit=1000").body("items.key", not(hasItem(key)));
        get("/lists?limit=1000&archived=true").body("items.key", hasItem(key));
        post("/lists/" + key + "/restore").statusCode(200).body("archivedAt", nullValue());
        save(segment + "x", rule).statusCode(201);
        get("/lists/" + key + "/audit").body("items.action", equalTo(List.of("restored", "archived", "created")));
    }

    @Test
    void aRuleThatRefersToNoListIsRefusedAtItsPlace() {
        save("s-" + key, "{\"not\": {\"list\": \"no-such-list\"}}")
                .statusCode(400)
                .body("field", equalTo("/rule/not/list"));
        as("marketer")
                .body("{\"rule\": {\"list\": \"no-such-list\"}}")
                .post("/rules/preview")
                .then()
                .statusCode(400)
                .body("field", equalTo("/rule/list"));
    }

    @Test
    void theTrailCannotBeChanged() {
        add(ann);

        assertThatThrownBy(() -> database.update("UPDATE list_audit SET added = 0"))
                .isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> database.update("DELETE FROM list_audit")).isInstanceOf(StoreFailure.class);
    }

    @Test
    void thereAreNoMembersOfNoList() {
        as("analyst").get("/lists/no-such-list").then().statusCode(404);
        as("analyst").get("/lists/no-such-list/members").then().statusCode(404);
        as("marketer")
                .body("{\"customerIds\": [\"" + ann + "\"]}")
                .post("/lists/no-such-list/members")
                .then()
                .statusCode(404);
    }

    private List<String> membersAsOf(int version) {
        return get("/lists/" + key + "/members?version=" + version).extract().path("items.customerId");
    }

    private List<Integer> versions() {
        return get("/lists/" + key + "/versions").extract().path("items.version");
    }

    private ValidatableResponse add(String... customers) {
        return named("", customers);
    }

    private ValidatableResponse remove(String... customers) {
        return named("/remove", customers);
    }

    private ValidatableResponse named(String what, String... customers) {
        String ids = String.join("\", \"", customers);
        return as("marketer")
                .body("{\"customerIds\": [" + (customers.length == 0 ? "" : "\"" + ids + "\"") + "]}")
                .post("/lists/" + key + "/members" + what)
                .then();
    }

    private ValidatableResponse upload(String mode, String type, String file) {
        return file(mode, type, file).statusCode(200);
    }

    private ValidatableResponse file(String mode, String type, String file) {
        return as("marketer")
                .contentType(type + ";charset=UTF-8")
                .body(file.getBytes(UTF_8))
                .post("/lists/" + key + "/members/upload?mode=" + mode)
                .then();
    }

    private static ValidatableResponse create(String key) {
        return as("marketer").body("{\"key\": \"" + key + "\"}").post("/lists").then();
    }

    private static ValidatableResponse save(String segment, String rule) {
        return as("marketer")
                .body("{\"key\": \"" + segment + "\", \"rule\": " + rule + "}")
                .post("/segments")
                .then();
    }

    private static ValidatableResponse post(String path) {
        return as("marketer").post(path).then();
    }

    private static ValidatableResponse get(String path) {
        return as("analyst").get(path).then().statusCode(200);
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(OidcResource.token(role)).contentType("application/json");
    }
}
