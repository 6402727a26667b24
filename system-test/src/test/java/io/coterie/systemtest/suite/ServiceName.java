package io.coterie.systemtest.suite;

import java.util.List;
import java.util.Locale;

public enum ServiceName {
    CUSTOMER,
    SEGMENT,
    CAMPAIGN,
    FEEDBACK;

    /// Those that keep their state in PostgreSQL, with an outbox and an inbox.
    public static final List<ServiceName> WITH_TABLES = List.of(CUSTOMER, SEGMENT, CAMPAIGN);

    /// What it is called in the launcher's commands, and its database where it has one in PostgreSQL.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The queue of what must not wait.
    public String liveQueue() {
        return key() + "-service.live";
    }

    public String bulkQueue() {
        return key() + "-service.bulk";
    }
}
