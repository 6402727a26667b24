package io.coterie.customer.registry;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CustomerResourceTest {
    private final String user = unique("c");
    private final String address = user + "@example.test";

    @Test
    void aCustomerIsCreatedAndFoundByEveryId() {
        String id = create().statusCode(201)
                .header("ETag", "\"1\"")
                .body("externalId", equalTo(user))
                .body("traits.firstName", equalTo("Ann"))
                .extract()
                .path("id");

        as("analyst").get("/customers/{id}", id).then().statusCode(200).body("email", equalTo(address));
        as("analyst").get("/customers?externalId={id}", user).then().body("items.id", contains(id));
        as("analyst")
                .get("/customers?email={email}", address.toUpperCase(java.util.Locale.ROOT))
                .then()
                .body("items.id", contains(id))
                .body("next", nullValue());
        as("analyst")
                .get("/customers/{id}/consents", id)
                .then()
                .body("items", hasSize(1))
                .body("items[0].granted", equalTo(true));
    }

    @Test
    void anIdentityIsTakenOnce() {
        create().statusCode(201);
        create().statusCode(409).body("type", equalTo("https://coterie.io/problems/identity-taken"));
        as("operator").body(Map.of("email", address)).post("/customers").then().statusCode(409);
    }

    @Test
    void aPatchMergesTraitsAndMovesTheVersion() {
        String id = create().extract().path("id");

        as("marketer")
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"1\"")
                .body("{\"country\": null, \"city\": \"Graz\"}")
                .patch("/customers/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("traits", equalTo(Map.of("firstName", "Ann", "city", "Graz")));
        as("marketer")
                .header("If-Match", "\"1\"")
                .body("{\"city\": \"Linz\"}")
                .patch("/customers/{id}", id)
                .then()
                .statusCode(412);
        as("marketer")
                .body("{\"traits\": {\"city\": \"Graz\"}}")
                .patch("/customers/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
    }

    @Test
    void pagesHoldEveryCustomerOnce() {
        for (int i = 0; i < 5; i++) {
            as("operator")
                    .body(Map.of("externalId", unique("page")))
                    .post("/customers")
                    .then()
                    .statusCode(201);
        }
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            var page = (next == null
                            ? as("analyst").get("/customers?limit=2")
                            : as("analyst").get("/customers?limit=2&after={next}", next))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            next = page.getString("next");
        } while (next != null);

        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
        as("analyst").get("/customers?limit=0").then().statusCode(400).body("field", equalTo("limit"));
    }

    @Test
    void aConsentGetsAVersionWithEachRealChange() {
        String id = create().extract().path("id");
        consent(id, true).body("version", equalTo(1));
        consent(id, false).body("version", equalTo(2)).body("granted", equalTo(false));
        consent(id, false).body("version", equalTo(2));
        consent(id, true).body("version", equalTo(3));
        as("marketer")
                .body(Map.of("channel", "email", "purpose", "marketing"))
                .post("/customers/{id}/consents", id)
                .then()
                .statusCode(400)
                .body("field", equalTo("body.granted"));
        as("marketer")
                .body(Map.of("channel", "email", "purpose", "marketing", "granted", true))
                .post("/customers/{id}/consents", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsTooLargeIsRefusedHoweverItIsSent() {
        String large = "{\"externalId\": \"%s\", \"traits\": {\"note\": \"%s\"}}";
        as("operator")
                .body(large.formatted(user, "x".repeat(40_000)))
                .post("/customers")
                .then()
                .statusCode(400)
                .body("field", equalTo("traits"));
        as("operator")
                .body(large.formatted(user, "x".repeat(2_000_000)))
                .post("/customers")
                .then()
                .statusCode(413);
        assertThat(postInPieces(large.formatted(user, "x".repeat(2_000_000)))).isEqualTo(413);
    }

    /// Without announcing the length.
    private static int postInPieces(String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/customers"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Authorization", "Bearer " + OidcResource.token("operator"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void wrongInputIsRefusedWithItsPlace() {
        as("operator")
                .body("{\"traits\": 5}")
                .post("/customers")
                .then()
                .statusCode(400)
                .body("field", equalTo("traits"));
        as("operator").body("{}").post("/customers").then().statusCode(400).body("field", equalTo("externalId"));
        as("operator")
                .body(Map.of("email", "no address"))
                .post("/customers")
                .then()
                .statusCode(400)
                .body("field", equalTo("email"));
        as("operator").body("{nonsense").post("/customers").then().statusCode(400);
        as("operator").get("/customers/{id}", UUID.randomUUID()).then().statusCode(404);
        as("operator").get("/customers/no-uuid").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /customers, none",
        "GET, /customers/0199b3a0-0000-7000-8000-00000000ca01, none",
        "GET, /customers/0199b3a0-0000-7000-8000-00000000ca01/timeline, none",
        "GET, /customers/0199b3a0-0000-7000-8000-00000000ca01/consents, none",
        "POST, /customers/0199b3a0-0000-7000-8000-00000000ca01/consents, analyst",
        "PATCH, /customers/0199b3a0-0000-7000-8000-00000000ca01, analyst",
        "POST, /customers, analyst",
        "GET, /sources, none",
        "POST, /sources, marketer",
        "GET, /sources/0199b3a0-0000-7000-8000-00000000ca01/rejections, marketer",
        "GET, /imports, none",
        "GET, /imports/0199b3a0-0000-7000-8000-00000000ca01, none",
        "GET, /imports/0199b3a0-0000-7000-8000-00000000ca01/rejections, marketer",
    })
    void nobodyEntersWithoutTheRole(Method method, String path, String wrongRole) {
        given().contentType("application/json")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401);
        as(wrongRole).body("{}").request(method, path).then().statusCode(403);
    }

    @Test
    void importsAreTheOperators() {
        given().multiPart("file", "x").post("/imports").then().statusCode(401);
        given().auth()
                .oauth2(OidcResource.token("marketer"))
                .multiPart("file", "x")
                .post("/imports")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse consent(String id, boolean granted) {
        return as("marketer")
                .body(Map.of("channel", "email", "purpose", "marketing", "granted", granted))
                .post("/customers/{id}/consents", id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse create() {
        return as("marketer")
                .body("""
                        {"externalId": "%s", "email": "%s",
                         "traits": {"firstName": "Ann", "country": "DE"},
                         "consents": [{"channel": "email", "purpose": "marketing", "granted": true}]}""".formatted(user, address))
                .post("/customers")
                .then();
    }
}
