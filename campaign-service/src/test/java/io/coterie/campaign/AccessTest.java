package io.coterie.campaign;

import static io.restassured.RestAssured.given;

import io.coterie.campaign.support.CampaignServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AccessTest extends CampaignServiceTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /templates", "GET, /templates/x", "POST, /templates", "PUT, /templates/x",
        "GET, /campaigns", "GET, /campaigns/x", "POST, /campaigns", "POST, /campaigns/x/launch",
        "POST, /campaigns/x/pause", "GET, /campaigns/x/report", "GET, /deliveries?campaign=x"
    })
    void nobodyComesInWithoutAToken(String method, String path) {
        given().contentType("application/json")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401);
        given().auth()
                .oauth2("eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsib3BlcmF0b3IiXX0.")
                .contentType("application/json")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /templates",
        "PUT, /templates/x",
        "POST, /campaigns",
        "POST, /campaigns/x/launch",
        "POST, /campaigns/x/pause"
    })
    void anAnalystChangesNothing(String method, String path) {
        as("analyst")
                .body("{\"key\": \"x\", \"subject\": \"x\", \"html\": \"x\", \"template\": \"x\"}")
                .request(method, path)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /templates",
        "GET, /campaigns",
        "GET, /campaigns/x/report",
        "GET, /deliveries?campaign=x",
        "POST, /templates"
    })
    void aTokenWithoutARoleIsWorthNothing(String method, String path) {
        as("visitor")
                .body("{\"key\": \"x\", \"subject\": \"x\", \"html\": \"x\"}")
                .request(method, path)
                .then()
                .statusCode(403);
    }
}
