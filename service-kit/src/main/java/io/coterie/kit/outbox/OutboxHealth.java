package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Backlog.Depth;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Shows whether events flow: `state` is `flowing`, or `degraded` when the oldest pending event waits longer than it
/// should, as it does while the broker is away. The service stays ready: it goes on taking facts in.
@Readiness
@Singleton
class OutboxHealth implements HealthCheck {
    static final Duration DEGRADED_AFTER = Duration.ofSeconds(10);
    /// A number above this says no more than this one.
    private static final long COUNTED_UP_TO = 100_000;

    private final Backlog backlog;

    OutboxHealth(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public HealthCheckResponse call() {
        long pending = 0;
        Duration oldest = Duration.ZERO;
        for (Lane lane : Lane.values()) {
            Depth depth = backlog.depth(lane, COUNTED_UP_TO);
            pending += depth.pending();
            oldest = depth.oldest().compareTo(oldest) > 0 ? depth.oldest() : oldest;
        }
        return HealthCheckResponse.named("outbox")
                .up()
                .withData("state", oldest.compareTo(DEGRADED_AFTER) > 0 ? "degraded" : "flowing")
                .withData("pending", pending)
                .withData("oldestSeconds", oldest.toSeconds())
                .build();
    }
}
