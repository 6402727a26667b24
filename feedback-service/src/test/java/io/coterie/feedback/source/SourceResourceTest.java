package io.coterie.feedback.source;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import io.coterie.feedback.SurveyTools;
import io.coterie.testkit.OidcResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SourceResourceTest {

    @Test
    void aSourceTellsWhereItsToolSendsTo() {
        ValidatableResponse created = post("""
                {"provider": "typeform", "name": "After purchase", "secret": "s3cret",
                 "mapping": {"nps": {"ref": "nps_question"}, "identity": {"hidden": "user_id"}}}
                """).statusCode(201);
        created.body("url", endsWith("/webhooks/typeform/" + created.extract().path("id")));
    }

    @Test
    void aSecretNeverComesOut() {
        UUID source = SurveyTools.typeformSource();
        String one =
                get("/feedback-sources/" + source).statusCode(200).extract().asString();
        String list =
                get("/feedback-sources?limit=1000").statusCode(200).extract().asString();
        assertThat(one).contains("nps_question").doesNotContain(SurveyTools.TYPEFORM_SECRET);
        assertThat(list).contains(source.toString()).doesNotContain(SurveyTools.TYPEFORM_SECRET, "secret");
    }

    @Test
    void aListIsPaged() {
        SurveyTools.typeformSource();
        SurveyTools.typeformSource();
        String next = get("/feedback-sources?limit=1").extract().path("next");
        String second = get("/feedback-sources?limit=1&after=" + next).extract().path("items[0].id");
        assertThat(second).isGreaterThan(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | provider",
                "{\"provider\": \"fax\"} | provider",
                "{\"provider\": \"standard\"} | name",
                "{\"provider\": \"standard\", \"name\": \"x\"} | secret",
                "{\"provider\": \"standard\", \"name\": \"x\", \"secret\": \"whsec_?\"} | secret",
                "{\"provider\": \"typeform\", \"name\": \"x\", \"secret\": \"s\"} | mapping",
                "{\"provider\": \"typeform\", \"name\": \"x\", \"secret\": \"s\", \"mapping\": {\"nps\": \"$.x\"}} | mapping.nps",
            })
    void aSourceThatCannotWorkIsRefusedWithTheFieldAtFault(String body, String field) {
        post(body).statusCode(400).contentType("application/problem+json").body("field", is(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"provider\": ", "{\"secret\": {\"a\": 1}}"})
    void aBodyThatIsNoSourceIsRefused(String body) {
        post(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void anUnknownSourceIsNotFound() {
        get("/feedback-sources/" + UUID.randomUUID()).statusCode(404).contentType("application/problem+json");
    }

    private static ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(OidcResource.token("marketer"))
                .contentType("application/json")
                .body(body)
                .post("/feedback-sources")
                .then();
    }

    private static ValidatableResponse get(String path) {
        return given().auth().oauth2(OidcResource.token("analyst")).get(path).then();
    }
}
