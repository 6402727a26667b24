package io.coterie.kit.intake;

import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts what did not go smoothly: `coterie.intake.attempts`, `coterie.intake.parked`.
@Singleton
class IntakeMetrics {
    private final MeterRegistry metrics;
    private final Set<String> types;

    IntakeMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.types = Topology.load().queues().values().stream()
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    void attempt(Lane lane) {
        metrics.counter("coterie.intake.attempts", "lane", lane.name()).increment();
    }

    /// Types that nobody knows count together: a sender must not be able to make labels.
    void parked(Parked parked) {
        String type = parked.type();
        String known = type != null && types.contains(type) ? type : "unknown";
        metrics.counter("coterie.intake.parked", "lane", parked.lane().name(), "type", known)
                .increment();
    }
}
