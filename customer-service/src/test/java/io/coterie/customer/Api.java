package io.coterie.customer;

import static io.restassured.RestAssured.given;

import io.coterie.testkit.OidcResource;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/// The calls that many tests make.
public final class Api {
    private Api() {}

    public static RequestSpecification as(String... roles) {
        return given().auth().oauth2(OidcResource.token(roles)).contentType(ContentType.JSON);
    }

    public record OpenedSource(String id, String key, String writeKey) {}

    public static OpenedSource openSource() {
        String key = "source-" + UUID.randomUUID();
        JsonPath opened = as("operator")
                .body(Map.of("key", key, "name", "A shop"))
                .post("/sources")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new OpenedSource(opened.getString("id"), key, opened.getString("writeKey"));
    }

    /// A value that no other test uses.
    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    public static RequestSpecification with(OpenedSource source) {
        return given().auth().preemptive().basic(source.writeKey, "").contentType(ContentType.JSON);
    }

    /// The customer with this external id.
    public static JsonPath customer(String externalId) {
        return as("analyst")
                .queryParam("externalId", externalId)
                .get("/customers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public static JsonPath timeline(String customerId) {
        return as("analyst")
                .get("/customers/{id}/timeline", customerId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
