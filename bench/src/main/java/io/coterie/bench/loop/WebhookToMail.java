package io.coterie.bench.loop;

import io.coterie.bench.report.Measure;
import io.coterie.bench.report.Percentiles;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Unhappy answers of people who agreed to mails, one after the other: from the webhook's acceptance to the mail
/// server's.
record WebhookToMail(Suite suite, Shop shop, int answers) {
    private static final int WARM_UP = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    List<Measure> run() {
        for (int person = 0; person < WARM_UP + answers; person++) {
            register(person);
        }
        List<Double> millis = new ArrayList<>();
        for (int person = 0; person < WARM_UP + answers; person++) {
            double taken = millisToMail(shop.email(person));
            if (person >= WARM_UP) {
                millis.add(taken);
            }
        }
        return new Percentiles(millis).measures("webhook accepted to mail accepted");
    }

    private void register(int person) {
        suite.customers()
                .service()
                .post(
                        "/customers",
                        Map.of(
                                "externalId", shop.run() + "-reader-" + person,
                                "email", shop.email(person),
                                "consents",
                                        List.of(Map.of("channel", "email", "purpose", "marketing", "granted", true))));
    }

    private double millisToMail(String email) {
        shop.survey().answer(email, 3, "late", suite.clock().now());
        Instant accepted = suite.clock().now();
        var mails = Await.soon(PATIENCE, () -> suite.inbox().to(email), found -> !found.isEmpty());
        if (mails.isEmpty()) {
            throw new IllegalStateException("no mail within " + PATIENCE);
        }
        return Math.max(
                0, Duration.between(accepted, mails.getFirst().receivedAt()).toNanos() / 1e6);
    }
}
