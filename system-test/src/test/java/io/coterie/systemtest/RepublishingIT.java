package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.load.Load;
import io.coterie.systemtest.load.Opening;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.reconciliation.Reconciliation;
import io.coterie.systemtest.reconciliation.Republished;
import io.coterie.systemtest.reconciliation.Snapshot;
import io.coterie.systemtest.suite.SharedSuite;
import io.coterie.systemtest.suite.Suite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The same facts, told again under other envelopes, change nothing.
@ExtendWith(SharedSuite.class)
class RepublishingIT {
    private static final long SEED = 20261125;
    private static final Shop SHOP = Shop.fresh("echo", 80);
    private static final List<String> EXCHANGES =
            List.of("customer", "customer.bulk", "feedback", "feedback.bulk", "segment", "segment.bulk");

    @Test
    void factsUnderNewEnvelopesAndSplitDifferentlyChangeNothing(Suite suite) {
        try (var capture = suite.broker().capture(EXCHANGES)) {
            var webhook = new Opening(suite, SHOP).open();
            var reconciliation = Reconciliation.begin(suite, SHOP);
            try (var load = new Load(suite, SHOP, webhook, SEED)) {
                var ledger = load.sendAll(60);
                System.out.println(load.counts());
                reconciliation.of(ledger);
                var before = Snapshot.of(suite, SHOP);

                var republished = Republished.of(capture.events(), SEED);
                republished.publish(suite.broker());
                System.out.println(republished.counts());
                republished.awaitTaken(suite);

                assertThat(Snapshot.of(suite, SHOP)).isEqualTo(before);
                reconciliation.of(ledger);
            }
        }
    }
}
