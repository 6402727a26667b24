package io.coterie.kit.outbox;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Shows whether events flow: `state` is `flowing`, or `degraded` when the oldest pending event waits longer than it
/// should, as it does while the broker is away. The service stays ready: it goes on taking facts in.
@Readiness
@Singleton
class OutboxHealth implements HealthCheck {
    static final long DEGRADED_AFTER_SECONDS = 10;
    private static final String PENDING = """
            SELECT count(*) AS pending,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::bigint AS oldest
            FROM outbox
            """;

    private final Database database;

    OutboxHealth(Database database) {
        this.database = database.failingWith("the outbox could not be read");
    }

    private record Pending(long events, long oldestSeconds) {
        String state() {
            return oldestSeconds > DEGRADED_AFTER_SECONDS ? "degraded" : "flowing";
        }
    }

    @Override
    public HealthCheckResponse call() {
        Pending pending = database.query(PENDING, row -> new Pending(row.getLong("pending"), row.getLong("oldest")))
                .getFirst();
        return HealthCheckResponse.named("outbox")
                .up()
                .withData("state", pending.state())
                .withData("pending", pending.events())
                .withData("oldestSeconds", pending.oldestSeconds())
                .build();
    }
}
