package io.coterie.campaign.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.local.inbox.KeptMail;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.coterie.testkit.SmtpResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;

/// What tests of the running service share: its surroundings, and steps that read as sentences.
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = AmqpResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SmtpGate.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = OidcResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = MovableClockResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SegmentStandIn.class, scope = TestResourceScope.GLOBAL)
public abstract class CampaignServiceTest {
    @Inject
    protected Facts facts;

    @Inject
    protected Database database;

    /// Something that no other test uses: `prefix-…`.
    protected static String unique(String prefix) {
        return prefix + "-" + Ids.next().toString().replace("-", "");
    }

    protected static String address() {
        return unique("ann") + "@example.test";
    }

    protected static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    protected static RequestSpecification as(String... roles) {
        return given().auth().oauth2(OidcResource.token(roles)).contentType("application/json");
    }

    protected static ValidatableResponse post(String path, Object body) {
        return as("marketer").body(body).post(path).then();
    }

    protected static String template(String subject, String html) {
        String key = unique("template");
        post("/templates", Map.of("key", key, "channel", "email", "subject", subject, "html", html))
                .statusCode(201);
        return key;
    }

    protected static String greeting() {
        return template("Hello {{ customer.firstName | default: 'there' }}", "<p>Dear {{ customer.firstName }},</p>");
    }

    /// A launched campaign that reacts to `entered` or `left` of the segment.
    protected static String triggered(String change, String segment) {
        String key = unique("campaign");
        post("/campaigns", Map.of("key", key, "template", greeting(), "trigger", Map.of(change, segment)))
                .statusCode(201);
        launch(key);
        return key;
    }

    protected static String broadcast(List<String> include, List<String> exclude) {
        String key = unique("campaign");
        post(
                        "/campaigns",
                        Map.of(
                                "key",
                                key,
                                "template",
                                greeting(),
                                "audience",
                                Map.of("include", include, "exclude", exclude)))
                .statusCode(201);
        return key;
    }

    protected static void launch(String campaign) {
        as("marketer").post("/campaigns/" + campaign + "/launch").then().statusCode(202);
    }

    protected static JsonPath report(String campaign) {
        return as("analyst")
                .get("/campaigns/" + campaign + "/report")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    protected static List<KeptMail> mails(String to) {
        return SmtpResource.mails(to);
    }

    /// `state` or `suppressed: reason` of the only delivery of a customer by a campaign; empty while there is none.
    protected String outcome(String campaign, UUID customer) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.first(
                                "SELECT state, reason FROM delivery WHERE customer_id = ? AND campaign_id ="
                                        + " (SELECT id FROM campaign WHERE key = ?)",
                                row -> row.getString("reason") == null
                                        ? row.getString("state")
                                        : row.getString("state") + ": " + row.getString("reason"),
                                customer,
                                campaign)
                        .orElse(""));
    }

    /// Everything that was published has had its effect: the inbox knows it.
    protected void caughtUp() {
        UUID[] published = facts.published();
        soon().untilAsserted(() -> assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> database.query(
                                        "SELECT 1 FROM inbox WHERE event_id = ANY (?)", row -> 1, (Object) published)
                                .size()))
                .isEqualTo(published.length));
    }
}
