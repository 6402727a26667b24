package io.coterie.demo.story;

import io.coterie.demo.story.HearAnUnhappyAnswer.Heard;
import io.coterie.demo.suite.Await;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Step 5: the customer buys again and is happy; leaves, and is thanked. What was explained stays as it was.
record WinBack(Run run, Ledger ledger) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER = 9;

    void tell(Heard heard, String writeKey) {
        var guest = heard.guest();
        buy(guest, writeKey);
        answer(guest);
        var suite = run.suite();
        var thanks = Await.soon(PATIENCE, () -> Letter.THANK_YOU.to(guest.person(), suite), found -> !found.isEmpty());
        ledger.check("thank-yous to the customer", 1, thanks.size());
        var memberships = suite.segments().membershipsOf(guest.id());
        ledger.check("left detractors", true, !memberships.contains(run.key("detractors")));
        ledger.check("left save-now", true, !memberships.contains(run.key("save-now")));
        ledger.check("still in big-spenders", true, memberships.contains(run.key("big-spenders")));
        var left = guest.changes(suite, run.key("save-now"), "left");
        ledger.check(
                "times left save-now, by feedback",
                1,
                left.stream()
                        .filter(change -> change.path("cause").asText().equals("feedback"))
                        .count());
        var now = suite.segments().storedExplanation(guest.id(), run.key("save-now"), heard.change());
        ledger.check(
                "the earlier explanation reads as it did",
                true,
                now.toString().equals(heard.explanation().toString()));
    }

    private void buy(Guest guest, String writeKey) {
        var now = run.suite().clock().now().toString();
        Map<String, Object> order = Map.of(
                "type",
                "track",
                "messageId",
                UUID.randomUUID().toString(),
                "userId",
                guest.person().externalId(),
                "event",
                "Order Completed",
                "timestamp",
                now,
                "sentAt",
                now,
                "properties",
                Map.of(
                        "total",
                        24.90,
                        "currency",
                        run.input().purchases().layout().currency(),
                        "quantity",
                        1));
        run.suite().customers().track(writeKey, List.of(order));
    }

    private void answer(Guest guest) {
        var key = new byte[24];
        new SecureRandom().nextBytes(key);
        var secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        var suite = run.suite();
        suite.feedback()
                .addStandard(run.key("Own tool"), secret)
                .answer(
                        guest.person().email(),
                        ANSWER,
                        "All is well again.",
                        suite.clock().now());
    }
}
