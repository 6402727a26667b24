package io.coterie.campaign.delivery;

import static io.coterie.campaign.support.Facts.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.SmtpGate;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClaimTest extends CampaignServiceTest {
    @Inject
    DeliveryQueue queue;

    @Test
    void aClaimWhoseTransactionIsDoomedThrowsInsteadOfHandingOutMails() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    database.query("SELECT 1", row -> 1);
                    QuarkusTransaction.setRollbackOnly();
                    queue.claim(8, "shop.example");
                }))
                .hasStackTraceContaining("marked for rollback");
    }

    @Test
    void whatIsClaimedIsSendingBeforeAnybodyElseCanClaimIt() {
        String segment = unique("segment");
        String campaign = triggered("entered", segment);
        UUID customer = facts.customer(address(), Map.of());
        SmtpGate.shut();
        facts.changes(change(customer, segment, "entered", "behaviour", 1));
        caughtUp();
        try {
            Claim claim = soon().until(this::claimed, each -> holds(each, customer));

            assertThat(outcome(campaign, customer)).isEqualTo("sending");
            assertThat(holds(claimed(), customer)).isFalse();
            queue.settle(claim, Map.of());
            assertThat(outcome(campaign, customer)).isEqualTo("pending");
        } finally {
            SmtpGate.open();
        }
        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("sent"));
    }

    private Claim claimed() {
        return queue.claim(1_000, "shop.example");
    }

    private static boolean holds(Claim claim, UUID customer) {
        return claim.mails().stream()
                .anyMatch(mail -> mail.due().identity().customer().equals(customer));
    }
}
