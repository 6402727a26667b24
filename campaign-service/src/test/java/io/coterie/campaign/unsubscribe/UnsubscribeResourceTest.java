package io.coterie.campaign.unsubscribe;

import static io.coterie.campaign.support.Facts.change;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.Ear;
import io.coterie.campaign.support.Facts;
import io.coterie.testkit.MovableClockResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnsubscribeResourceTest extends CampaignServiceTest {
    private final String first = unique("segment");
    private final String second = unique("segment");
    private final String ann = address();
    private UUID customer;
    private String campaign;
    private String path;

    @BeforeEach
    void annGotAMail() {
        triggered("entered", first);
        campaign = triggered("entered", second);
        customer = facts.customer(ann, Map.of());
        facts.changes(change(customer, first, "entered", "behaviour", 1));
        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(1));
        path = mails(ann).getFirst().header("List-Unsubscribe").replaceAll("<https://shop\\.example(.*)>", "$1");
    }

    private void nextMessage() {
        facts.changes(change(customer, second, "entered", "behaviour", 1));
    }

    private long suppressions() {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.query("SELECT 1 FROM suppression WHERE customer_id = ?", row -> 1, customer)
                        .size());
    }

    /// Whether the last use of the link counted anew.
    private boolean suppressedAgain() {
        return QuarkusTransaction.requiringNew()
                        .call(() -> database.query("""
                                SELECT 1 FROM suppression s JOIN consent c USING (bucket, customer_id, channel, purpose)
                                WHERE customer_id = ? AND s.suppressed_at > c.changed_at
                                """, row -> 1, customer).size())
                == 1;
    }

    @Test
    void aGetAsksAndChangesNothing() {
        given().get(path)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("<form method=\"post\">"))
                .body(not(containsString(ann)));

        assertThat(suppressions()).isZero();
        nextMessage();
        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(2));
    }

    @Test
    void oneClickOfTheMailProgramEndsItAtOnce() {
        given().formParam("List-Unsubscribe", "One-Click").post(path).then().statusCode(200);

        nextMessage();
        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: unsubscribed"));
        assertThat(mails(ann)).hasSize(1);
    }

    @Test
    void theButtonAndMultipartAndRepetitionWorkToo() {
        given().post(path).then().statusCode(200).body(containsString("unsubscribed"));
        given().multiPart("List-Unsubscribe", "One-Click").post(path).then().statusCode(200);
        given().contentType("application/json").body("{").post(path).then().statusCode(200);

        assertThat(suppressions()).isEqualTo(1);
    }

    @Test
    void onlyANewerGrantLiftsIt() {
        given().post(path).then().statusCode(200);
        facts.consents(List.of(Facts.consent(customer, true, 2, Facts.now().minusSeconds(60))));
        caughtUp();
        nextMessage();
        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: unsubscribed"));

        facts.consents(List.of(Facts.consent(customer, true, 3, Facts.now())));
        caughtUp();
        facts.changes(change(customer, first, "entered", "behaviour", 3));
        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(2));
    }

    @Test
    void aGrantFromAFileOfThePastLiftsNothing() {
        given().post(path).then().statusCode(200);
        facts.consents(List.of(
                Facts.ofThePast(Facts.consent(customer, true, 2, Facts.now().plusSeconds(60)))));
        caughtUp();

        nextMessage();

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: unsubscribed"));
    }

    @Test
    void whoWasGrantedAgainCanUnsubscribeAgain() {
        given().post(path).then().statusCode(200);
        MovableClockResource.advance(Duration.ofSeconds(1));
        facts.consents(List.of(Facts.consent(customer, true, 2, Facts.now())));
        caughtUp();
        MovableClockResource.advance(Duration.ofSeconds(1));

        given().post(path).then().statusCode(200);

        assertThat(suppressedAgain()).isTrue();
        nextMessage();
        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: unsubscribed"));
    }

    @Test
    void theSuiteIsToldOnceThatSomebodyUnsubscribed() throws Exception {
        try (Ear ear = new Ear("campaign.unsubscribed.v1")) {
            given().post(path).then().statusCode(200);
            given().post(path).then().statusCode(200);
            facts.consents(List.of(Facts.consent(customer, true, 2, Facts.now().plusSeconds(1))));
            caughtUp();
            MovableClockResource.advance(Duration.ofSeconds(2));
            given().post(path).then().statusCode(200);

            soon().until(() -> ear.about(customer).size() == 2);
            assertThat(ear.about(customer).getFirst().path("purpose").asText()).isEqualTo("marketing");
        }
    }

    @Test
    void thereIsNoSuppressionOfWhichTheSuiteIsNotTold() {
        database.update(
                "ALTER TABLE outbox ADD CONSTRAINT outbox_is_full CHECK (type <> 'campaign.unsubscribed.v1') NOT VALID");
        try {
            given().post(path).then().statusCode(500);
        } finally {
            database.update("ALTER TABLE outbox DROP CONSTRAINT outbox_is_full");
        }

        assertThat(suppressions()).isZero();
    }

    @Test
    void aBadTokenTellsNothing() {
        given().get("/l/u/nonsense").then().statusCode(404).body(containsString("does not work"));
        given().post("/l/u/nonsense").then().statusCode(404);
        given().post(path + "A").then().statusCode(404);
        assertThat(suppressions()).isZero();
    }
}
