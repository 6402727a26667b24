package io.coterie.systemtest.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.load.Ledger;
import io.coterie.systemtest.load.People;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// Compares, by counting, what was sent with what is in the databases, the broker and the mail server.
public final class Reconciliation {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Suite suite;
    private final Shop shop;
    private final long parkedBefore;

    private Reconciliation(Suite suite, Shop shop, long parkedBefore) {
        this.suite = suite;
        this.shop = shop;
        this.parkedBefore = parkedBefore;
    }

    /// Begin it before the load: what is parked from then on is a difference.
    public static Reconciliation begin(Suite suite, Shop shop) {
        return new Reconciliation(suite, shop, Leftovers.parked(suite));
    }

    /// Waits until everything has arrived, then compares all of it, and prints the counts.
    public void of(Ledger ledger) {
        var books = new Books(suite, shop, ledger, People.of(suite, shop));
        Awaitility.await("everything has arrived")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertAllAsExpected(moving(books)));
        var findings = new ArrayList<>(moving(books));
        findings.addAll(States.find(books));
        System.out.println("-- reconciled: " + shop.key());
        findings.forEach(System.out::println);
        assertAllAsExpected(findings);
    }

    private List<Finding> moving(Books books) {
        var findings = new ArrayList<Finding>();
        findings.addAll(Facts.find(books));
        findings.addAll(Memberships.find(books));
        findings.addAll(Messages.find(books));
        findings.addAll(Leftovers.find(suite, parkedBefore));
        return findings;
    }

    private static void assertAllAsExpected(List<Finding> findings) {
        assertThat(findings.stream().filter(finding -> !finding.isAsExpected())).isEmpty();
    }
}
