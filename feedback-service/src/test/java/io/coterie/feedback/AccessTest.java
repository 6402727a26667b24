package io.coterie.feedback;

import static io.restassured.RestAssured.given;

import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may call what. 400 and 404 come after the door.
@QuarkusTest
class AccessTest {
    private static final String ID = "/0199b3a0-0000-7000-8000-00000000fe01";

    @Test
    void aTokenThatNobodyIssuedIsRefusedWithAProblem() {
        given().auth()
                .oauth2("no.such.token")
                .get("/responses")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /feedback-sources, marketer operator, 400",
        "GET, /feedback-sources, marketer analyst operator, 200",
        "GET, /feedback-sources" + ID + ", marketer analyst operator, 404",
        "GET, /responses, marketer analyst operator, 200",
        "GET, /responses" + ID + ", marketer analyst operator, 404",
        "GET, /responses" + ID + "/raw, operator, 404",
    })
    void onlyTheRolesOfAnEndpointMayCallIt(Method method, String path, String roles, int inside) {
        given().contentType("application/json").request(method, path).then().statusCode(401);
        for (String role : List.of("marketer", "analyst", "operator", "guest")) {
            int expected = List.of(roles.split(" ")).contains(role) ? inside : 403;
            given().auth()
                    .oauth2(OidcResource.token(role))
                    .contentType("application/json")
                    .request(method, path)
                    .then()
                    .statusCode(expected);
        }
    }
}
