package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.load.Load;
import io.coterie.systemtest.load.Opening;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.reconciliation.Reconciliation;
import io.coterie.systemtest.suite.Mails.Mail;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A broadcast meets a mail server that answers too late, refuses for now, refuses for good, and hangs up after the
/// mail has come. It needs no broker.
final class BadMailServer {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TOO_SLOW = 8;
    private static final int NOT_NOW = 10;
    private static final int NEVER = 5;
    private static final int KEPT = 6;
    private static final int LOST = 4;

    private final Suite suite;
    private final Shop shop = Shop.fresh("post", 100);
    private final String campaign = shop.named("letter");

    BadMailServer(Suite suite) {
        this.suite = suite;
    }

    void prepare() {
        var webhook = new Opening(suite, shop).open();
        var reconciliation = Reconciliation.begin(suite, shop);
        try (var load = new Load(suite, shop, webhook, 7)) {
            reconciliation.of(load.sendAll(60));
        }
        var api = suite.api(ServiceName.CAMPAIGN);
        api.post("/templates", Map.of("key", campaign, "channel", "email", "subject", campaign, "html", "<p>Hi</p>"));
        api.post(
                "/campaigns",
                Map.of(
                        "key",
                        campaign,
                        "template",
                        campaign,
                        "audience",
                        Map.of("include", List.of(shop.named("buyers")))));
    }

    void isSlowRefusesAndHangsUp() {
        awaitNoMailUnderway();
        suite.mails().order("slow", "PT5S", TOO_SLOW);
        suite.mails().order("refuse", 451, NOT_NOW);
        suite.mails().order("refuse", 550, NEVER);
        suite.mails().order("drop", "kept", KEPT);
        suite.mails().order("drop", "lost", LOST);

        suite.api(ServiceName.CAMPAIGN).post("/campaigns/" + campaign + "/launch", Map.of());

        Awaitility.await("the broadcast is through")
                .atMost(PATIENCE)
                .until(() -> suite.api(ServiceName.CAMPAIGN)
                        .get("/campaigns/" + campaign)
                        .path("state")
                        .asText()
                        .equals("completed"));
        assertThat(suite.mails().faults().left()).isZero();
        assertThat(suite.mails().faults().met()).isEqualTo(TOO_SLOW + NOT_NOW + NEVER + KEPT + LOST);
        suite.mails().behave();
        compare();
    }

    private void compare() {
        var report = suite.api(ServiceName.CAMPAIGN).get("/campaigns/" + campaign + "/report");
        System.out.println("a bad mail server: " + report);
        var recipients = report.path("recipients").asInt();
        var refused = report.path("suppressed").path("refused-by-server").asInt();
        var uncertain = report.path("uncertain").asInt();
        var sent = report.path("sent").asInt();
        assertThat(uncertain).isEqualTo(TOO_SLOW + KEPT + LOST);
        assertThat(refused).isEqualTo(NEVER);
        assertThat(sent
                        + uncertain
                        + refused
                        + report.path("suppressed").path("no-consent").asInt())
                .isEqualTo(recipients)
                .isEqualTo(report.path("audience").path("announced").asInt());
        var mails = suite.mails().all().stream()
                .filter(mail -> mail.subject().equals(campaign))
                .toList();
        assertThat(mails).hasSize(sent + TOO_SLOW + KEPT);
        assertThat(mails.stream().map(Mail::messageId).collect(Collectors.toSet()))
                .hasSameSizeAs(mails);
        assertThat(mails.stream().map(Mail::to).collect(Collectors.toSet())).hasSameSizeAs(mails);
    }

    private void awaitNoMailUnderway() {
        Awaitility.await("no mail is underway")
                .atMost(PATIENCE)
                .until(() -> suite.rows(ServiceName.CAMPAIGN)
                                .count("SELECT count(*) FROM delivery WHERE state IN ('pending', 'sending')")
                        == 0);
    }
}
