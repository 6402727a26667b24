package io.coterie.segment.membership;

import io.coterie.kit.metric.Delay;
import io.coterie.kit.sql.AfterCommit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Counts changes of memberships once they are committed, and how late those came that the clock brought about.
@Singleton
class ChangeMetrics {
    private final MeterRegistry metrics;
    private final AfterCommit afterCommit;
    private final Timer lateness;

    ChangeMetrics(MeterRegistry metrics, AfterCommit afterCommit) {
        this.metrics = metrics;
        this.afterCommit = afterCommit;
        this.lateness = Delay.timer(
                metrics,
                "coterie.sweeper.lateness",
                "time from the instant at which a membership changed by the clock to the record of it");
    }

    void told(List<MembershipChange> changes) {
        if (!changes.isEmpty()) {
            afterCommit.run(() -> changes.forEach(this::count));
        }
    }

    private void count(MembershipChange change) {
        Counter.builder("coterie.membership.changes")
                .description("customers who entered or left a segment")
                .tag("change", change.change())
                .tag("cause", change.cause().word())
                .register(metrics)
                .increment();
        if (change.cause() == Cause.CLOCK) {
            lateness.record(Duration.between(change.effectiveAt(), change.recordedAt()));
        }
    }
}
