package io.coterie.campaign.delivery;

import static io.coterie.campaign.support.Facts.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.SmtpGate;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SendingFaultsTest extends CampaignServiceTest {
    private final String segment = unique("segment");
    private final String ann = address();

    @AfterEach
    void theServerIsBack() {
        SmtpGate.open();
    }

    @Test
    void whatWaitsForTheMailServerIsSentOnceWhenItIsBack() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        SmtpGate.shut();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();
        assertThat(outcome(campaign, customer)).isEqualTo("pending");

        SmtpGate.open();

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("sent"));
        assertThat(mails(ann)).hasSize(1);
    }

    @Test
    void whatWasBeingSentWhenItsSenderVanishedBecomesUncertainAndIsNotSentAgain() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        SmtpGate.shut();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE delivery SET state = 'sending', claim = ?, message_id = 'x',"
                                + " leased_until = clock_timestamp() - interval '1 second' WHERE customer_id = ?",
                        UUID.randomUUID(),
                        customer));

        SmtpGate.open();

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("uncertain"));
        assertThat(report(campaign).getInt("uncertain")).isEqualTo(1);
        assertThat(report(campaign).getInt("recipients")).isEqualTo(1);
        assertThat(mails(ann)).isEmpty();
    }

    @Test
    void aTemplateThatNoLongerParsesHurtsNoOtherDeliveryOfTheSameClaim() {
        String broken = triggered("entered", segment);
        String sound = triggered("entered", segment);
        UUID customer = facts.customer(ann, Map.of());
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE template SET html = '{% if', version = 2 WHERE key ="
                                + " (SELECT template FROM campaign WHERE key = ?)",
                        broken));
        SmtpGate.shut();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();

        SmtpGate.open();

        soon().untilAsserted(() -> assertThat(outcome(broken, customer)).isEqualTo("suppressed: template-failed"));
        soon().untilAsserted(() -> assertThat(outcome(sound, customer)).isEqualTo("sent"));
        assertThat(mails(ann)).hasSize(1);
    }

    @Test
    void anAddressThatCannotBeOneIsNotTried() {
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer("ann@example.test\r\nBcc: eve@example.test", Map.of());

        facts.changes(change(customer, segment, "entered", "behaviour", 1));

        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("suppressed: invalid-address"));
    }
}
