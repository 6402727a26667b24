package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.ArrayList;
import java.util.List;

/// Nothing is left undone. Heartbeats, which never end, do not count.
final class Leftovers {
    private Leftovers() {}

    static List<Finding> find(Suite suite) {
        var findings = new ArrayList<Finding>();
        for (var service : ServiceName.WITH_TABLES) {
            findings.add(Finding.of("events in the outbox of " + service.key(), 0, suite.unpublished(service)));
        }
        for (var service : ServiceName.values()) {
            findings.add(Finding.of(
                    "messages in the queues of " + service.key(),
                    0,
                    suite.broker().ready(service.liveQueue()) + suite.broker().ready(service.bulkQueue())));
        }
        findings.add(Finding.of(
                "responses with events not published", 0, suite.documents().withPendingEvents()));
        return findings;
    }
}
