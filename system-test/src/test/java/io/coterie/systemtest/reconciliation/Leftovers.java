package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.ArrayList;
import java.util.List;

/// Nothing is left undone, parked or locked in a ring.
final class Leftovers {
    private Leftovers() {}

    static List<Finding> find(Suite suite, long parkedBefore) {
        var findings = new ArrayList<Finding>();
        for (var service : ServiceName.WITH_TABLES) {
            findings.add(Finding.of(
                    "events in the outbox of " + service.key(),
                    0,
                    suite.rows(service).count("SELECT count(*) FROM outbox")));
        }
        for (var service : ServiceName.values()) {
            findings.add(Finding.of(
                    "messages in the queues of " + service.key(),
                    0,
                    suite.broker().ready(service.liveQueue()) + suite.broker().ready(service.bulkQueue())));
        }
        findings.add(Finding.of(
                "responses with events to be published", 0, suite.documents().withPendingEvents()));
        findings.add(Finding.of("messages parked since", 0, parked(suite) - parkedBefore));
        findings.add(Finding.of("deadlocks, as PostgreSQL counts", 0, deadlocks(suite)));
        findings.add(Finding.none("deadlocks in logs", suite.logs().deadlocks()));
        return findings;
    }

    static long parked(Suite suite) {
        return suite.documents().parked()
                + ServiceName.WITH_TABLES.stream()
                        .mapToLong(service -> suite.rows(service).count("SELECT count(*) FROM parked_message"))
                        .sum();
    }

    private static long deadlocks(Suite suite) {
        return suite.rows(ServiceName.CUSTOMER).count("SELECT sum(deadlocks) FROM pg_stat_database");
    }
}
