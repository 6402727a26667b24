package io.coterie.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.campaign.support.CampaignServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CampaignResourceTest extends CampaignServiceTest {

    @Test
    void aCampaignShowsWhatItWasMadeOf() {
        String key = unique("say-sorry");
        String template = greeting();
        post("/campaigns", Map.of("key", key, "template", template, "trigger", Map.of("entered", "save-now")))
                .statusCode(201)
                .header("Location", containsString("/campaigns/" + key))
                .body("state", equalTo("active"));

        as("analyst")
                .get("/campaigns/" + key)
                .then()
                .statusCode(200)
                .body("template", equalTo(template))
                .body("trigger.entered", equalTo("save-now"))
                .body("purpose", equalTo("marketing"))
                .body("channel", equalTo("email"))
                .body("expires", equalTo("PT1H"));
        launch(key);
        launch(key);
        assertThat(report(key).getString("state")).isEqualTo("active");
        assertThat(report(key).getInt("recipients")).isZero();
        as("analyst")
                .queryParam("limit", 1)
                .get("/campaigns")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
    }

    @Test
    void aDraftAndABroadcastWaitForTheirLaunch() {
        String template = greeting();
        String draft = unique("draft");
        Map<String, Object> trigger = Map.of("entered", "save-now");
        post("/campaigns", Map.of("key", draft, "template", template, "trigger", trigger, "draft", true))
                .statusCode(201)
                .body("state", equalTo("draft"));
        Map<String, Object> audience = Map.of("include", List.of("a"));
        post("/campaigns", Map.of("key", unique("spring"), "template", template, "audience", audience))
                .statusCode(201)
                .body("state", equalTo("draft"));

        launch(draft);

        assertThat(report(draft).getString("state")).isEqualTo("active");
    }

    @Test
    void aKeyIsTakenOnce() {
        String template = greeting();
        Map<String, Object> body =
                Map.of("key", unique("spring"), "template", template, "audience", Map.of("include", List.of("a")));
        post("/campaigns", body).statusCode(201);

        post("/campaigns", body).statusCode(409).body("type", equalTo("https://coterie.io/problems/key-taken"));
    }

    @Test
    void whatIsWrongIsNamed() {
        Map<String, Object> good = Map.of("key", unique("k"), "template", greeting(), "trigger", Map.of("left", "a"));

        refused(good, "template", "no-such-template", "template");
        refused(good, "trigger", Map.of(), "trigger");
        refused(good, "trigger", Map.of("left", "a", "entered", "a"), "trigger");
        refused(good, "audience", Map.of("include", List.of("a")), "trigger");
        refused(good, "expires", "tomorrow", "expires");
        refused(good, "expires", "PT-1H", "expires");
        as("marketer")
                .body(with(good, "key", "Not A Slug"))
                .post("/campaigns")
                .then()
                .statusCode(400);
    }

    private static void refused(Map<String, Object> good, String field, Object value, String where) {
        post("/campaigns", with(good, field, value)).statusCode(400).body("field", equalTo(where));
    }

    private static Map<String, Object> with(Map<String, Object> good, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(good);
        changed.put(field, value);
        return changed;
    }

    @Test
    void aTemplateWithAMistakeIsRefusedWithItsPlace() {
        post("/templates", Map.of("key", unique("t"), "subject", "Hi", "html", "one\n{% if x %}"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("html"))
                .body("detail", containsString("line 2"));
    }

    @Test
    void aTemplateCanBeReplacedAndListed() {
        String key = template("Hi", "one");

        as("marketer")
                .body(Map.of("subject", "Hello", "html", "two"))
                .put("/templates/" + key)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));

        as("analyst").get("/templates/" + key).then().statusCode(200).body("html", equalTo("two"));
        as("analyst").get("/templates").then().statusCode(200).body("items", notNullValue());
        as("marketer")
                .body(Map.of("subject", "Hello", "html", "{{"))
                .put("/templates/" + key)
                .then()
                .statusCode(400);
    }

    @Test
    void aDraftCannotBePaused() {
        String key = broadcast(List.of("a"), List.of());

        as("marketer").post("/campaigns/" + key + "/pause").then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/templates/x", "/campaigns/x", "/campaigns/x/report"})
    void whatIsNotThereIsNotFound(String path) {
        as("analyst").get(path).then().statusCode(404).body("type", equalTo("https://coterie.io/problems/not-found"));
    }
}
