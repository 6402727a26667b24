package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.suite.Event;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.awaitility.Awaitility;

/// Whether a service has taken events in.
public final class Taken {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Taken() {}

    /// Returns when the service remembers all of these as events that had their effect.
    public static void await(Suite suite, ServiceName service, Collection<Event> events) {
        var ids = events.stream().map(event -> UUID.fromString(event.id())).toArray(UUID[]::new);
        Awaitility.await(service.key() + " has taken " + ids.length + " events")
                .atMost(PATIENCE)
                .until(
                        () -> suite.rows(service)
                                .count("SELECT count(*) FROM inbox WHERE event_id = ANY (?)", (Object) ids),
                        taken -> taken == ids.length);
    }
}
