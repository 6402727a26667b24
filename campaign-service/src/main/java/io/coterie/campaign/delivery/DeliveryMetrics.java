package io.coterie.campaign.delivery;

import io.coterie.kit.sql.AfterCommit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/// Counts how deliveries ended, once that is committed: the metric `coterie.deliveries`.
@Singleton
class DeliveryMetrics {
    private final MeterRegistry metrics;
    private final AfterCommit afterCommit;

    DeliveryMetrics(MeterRegistry metrics, AfterCommit afterCommit) {
        this.metrics = metrics;
        this.afterCommit = afterCommit;
    }

    void ended(List<Outcomes.Final> ended) {
        afterCommit.run(() -> ended.forEach(this::count));
    }

    private void count(Outcomes.Final end) {
        Counter.builder("coterie.deliveries")
                .description("messages to people, by how they ended and why those ended that were suppressed")
                .tag("outcome", end.outcome())
                .tag("reason", end.reason() == null ? "none" : end.reason().text())
                .register(metrics)
                .increment();
    }
}
