package io.coterie.campaign.delivery;

import static io.coterie.campaign.support.Facts.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.Facts;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.local.inbox.KeptMail;
import io.coterie.testkit.MovableClockResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TriggeredCampaignTest extends CampaignServiceTest {
    private final String segment = unique("segment");
    private final String ann = address();

    @AfterEach
    void timeIsBack() {
        MovableClockResource.reset();
    }

    @Test
    void enteringASegmentSendsOneMailThatGreetsByNameAndCanBeUnsubscribedFrom() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of("firstName", "Änn"));

        facts.changes(change(customer, segment, "entered", "feedback", 1));

        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(1));
        KeptMail mail = mails(ann).getFirst();
        assertThat(mail.subject()).isEqualTo("Hello Änn");
        assertThat(mail.html()).contains("Dear Änn,").contains("https://shop.example/l/u/");
        assertThat(mail.text()).contains("Dear Änn,").contains("https://shop.example/l/u/");
        assertThat(mail.header("List-Unsubscribe")).matches("<https://shop\\.example/l/u/[A-Za-z0-9_-]+>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("Message-ID")).matches("<[0-9a-f-]{36}@shop\\.example>");
        assertThat(mail.header("Content-Type")).startsWith("multipart/alternative");
        assertThat(mail.header("From")).isEqualTo("Coterie <no-reply@shop.example>");
        assertThat(mail.header("To")).isEqualTo(ann);
        assertThat(mail.header("Date")).isNotEmpty();
        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("sent"));
    }

    @Test
    void theSameChangeSendsNoSecondMailHoweverItComesAgain() {
        triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        Map<String, ?> change = change(customer, segment, "entered", "behaviour", 1);

        facts.publishTwice("segment.memberships-changed.v1", List.of(change));
        facts.changes(change);
        facts.changes(change);

        caughtUp();
        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(1));
        facts.changes(change);
        caughtUp();
        assertThat(mails(ann)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backfill", "definition", "merge", "replay"})
    void quietCausesMakeNoDelivery(String cause) {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());

        facts.changes(change(customer, segment, "entered", cause, 1));

        caughtUp();
        assertThat(outcome(campaign, customer)).isEmpty();
    }

    @Test
    void aChainOfTooManyReactionsTriggersNothing() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        var change = change(customer, segment, "entered", "behaviour", 1);
        change.put("hops", 9);

        facts.changes(change);

        caughtUp();
        assertThat(outcome(campaign, customer)).isEmpty();
    }

    @Test
    void withdrawnConsentSuppressesTheNextSend() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        facts.consents(List.of(Facts.consent(customer, false, 2, Facts.now())));
        facts.consents(List.of(Facts.consent(customer, true, 1, Facts.now())));

        facts.changes(change(customer, segment, "entered", "behaviour", 1));

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: no-consent"));
        assertThat(mails(ann)).isEmpty();
    }

    @Test
    void nobodyIsWrittenToWithoutConsent() {
        String campaign = triggered("entered", segment);
        UUID customer = Ids.next();
        facts.profiles(Lane.LIVE, List.of(Facts.profile(customer, ann, Map.of())));

        facts.changes(change(customer, segment, "entered", "behaviour", 1));

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: no-consent"));
        assertThat(mails(ann)).isEmpty();
    }

    @Test
    void anOldChangeMailsNobody() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        var change = change(customer, segment, "entered", "behaviour", 1);
        change.put("recordedAt", Facts.now().minus(Duration.ofMinutes(61)));

        facts.changes(change);

        caughtUp();
        assertThat(outcome(campaign, customer)).isEmpty();
    }

    @Test
    void whoLeftAgainBeforeTheMailWentOutGetsNone() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());

        facts.changes(
                change(customer, segment, "entered", "behaviour", 1),
                change(customer, segment, "left", "behaviour", 2));

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: no-longer-applies"));
    }

    @Test
    void anOlderChangeThatArrivesLaterIsNotTheTruth() {
        String entered = triggered("entered", segment);
        String left = triggered("left", segment);
        UUID customer = facts.customer(ann, Map.of());
        caughtUp();

        facts.changes(change(customer, segment, "left", "behaviour", 2));
        soon().untilAsserted(() -> assertThat(outcome(left, customer)).isEqualTo("sent"));
        facts.changes(change(customer, segment, "entered", "behaviour", 1));

        soon().untilAsserted(() -> assertThat(outcome(entered, customer)).isEqualTo("suppressed: no-longer-applies"));
        assertThat(mails(ann)).hasSize(1);
    }

    @Test
    void aRecipientWhoseProfileComesLaterIsWaitedFor() {
        String campaign = triggered("entered", segment);
        UUID customer = Ids.next();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();
        assertThat(outcome(campaign, customer)).isEqualTo("pending");

        facts.consents(List.of(Facts.consent(customer, true, 1, Facts.now())));
        facts.profiles(Lane.LIVE, List.of(Facts.profile(customer, ann, Map.of("firstName", "Ann"))));

        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(1));
    }

    @Test
    void aRecipientWhoStaysUnknownIsGivenUpWhenTheMessageExpires() {
        String campaign = triggered("entered", segment);
        UUID customer = Ids.next();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();

        MovableClockResource.advance(Duration.ofMinutes(61));

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: unknown-recipient"));
    }

    @Test
    void aCustomerWithoutAnAddressGetsNone() {
        String campaign = triggered("entered", segment);
        UUID customer = Ids.next();
        facts.profiles(Lane.LIVE, List.of(Facts.profile(customer, null, Map.of())));
        facts.consents(List.of(Facts.consent(customer, true, 1, Facts.now())));

        facts.changes(change(customer, segment, "entered", "behaviour", 1));

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: no-address"));
    }

    @Test
    void aPausedCampaignSendsNothingUntilItIsLaunchedAgain() {
        String campaign = triggered("entered", segment);
        UUID customer = Ids.next();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();
        as("marketer").post("/campaigns/" + campaign + "/pause").then().statusCode(200);
        facts.profiles(Lane.LIVE, List.of(Facts.profile(customer, ann, Map.of())));
        facts.consents(List.of(Facts.consent(customer, true, 1, Facts.now())));
        caughtUp();
        assertThat(outcome(campaign, customer)).isEqualTo("pending");
        assertThat(report(campaign).getString("state")).isEqualTo("paused");

        launch(campaign);

        soon().untilAsserted(() -> assertThat(mails(ann)).hasSize(1));
    }
}
