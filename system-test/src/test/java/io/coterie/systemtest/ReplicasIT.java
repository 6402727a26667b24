package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.load.Ledger;
import io.coterie.systemtest.load.Load;
import io.coterie.systemtest.load.Opening;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.reconciliation.Outcome;
import io.coterie.systemtest.reconciliation.Reconciliation;
import io.coterie.systemtest.suite.SharedSuite;
import io.coterie.systemtest.suite.Suite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two processes of each service, which share queues, databases and outboxes, come to what one comes to.
@ExtendWith(SharedSuite.class)
class ReplicasIT {
    private static final long SEED = 99;
    private static final int CUSTOMERS = 120;
    private static final int CALLS_PER_CLIENT = 80;

    private final Suite suite;

    ReplicasIT(Suite suite) {
        this.suite = suite;
    }

    @AfterEach
    void one() {
        suite.replicate(1);
    }

    @Test
    void twoReplicasOfEachServiceComeToTheSameAsOne() {
        suite.replicate(1);
        var byOne = outcome(Shop.fresh("solo", CUSTOMERS));
        suite.replicate(2);
        var byTwo = outcome(Shop.fresh("twin", CUSTOMERS));

        System.out.println("by one replica: " + byOne);
        System.out.println("by two replicas: " + byTwo);
        assertThat(byTwo).isEqualTo(byOne);
    }

    private Outcome outcome(Shop shop) {
        var webhook = new Opening(suite, shop).open();
        var reconciliation = Reconciliation.begin(suite, shop);
        try (var load = new Load(suite, shop, webhook, SEED)) {
            Ledger ledger = load.sendAll(CALLS_PER_CLIENT);
            System.out.println(load.counts());
            reconciliation.of(ledger);
        }
        return Outcome.of(suite, shop);
    }
}
