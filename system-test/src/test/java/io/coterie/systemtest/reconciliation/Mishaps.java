package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.List;

/// Nothing is parked, and no locks were taken in a ring.
final class Mishaps {
    private Mishaps() {}

    static List<Finding> find(Suite suite, long parkedBefore) {
        return List.of(
                Finding.of("messages parked since", 0, parked(suite) - parkedBefore),
                Finding.of(
                        "deadlocks, as PostgreSQL counts",
                        0,
                        suite.rows(ServiceName.CUSTOMER).count("SELECT sum(deadlocks) FROM pg_stat_database")),
                Finding.none("deadlocks in logs", suite.logs().deadlocks()));
    }

    static long parked(Suite suite) {
        return suite.documents().parked()
                + ServiceName.WITH_TABLES.stream()
                        .mapToLong(service -> suite.rows(service).count("SELECT count(*) FROM parked_message"))
                        .sum();
    }
}
