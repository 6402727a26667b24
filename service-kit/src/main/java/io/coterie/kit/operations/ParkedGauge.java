package io.coterie.kit.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// `coterie.parked.messages`: what waits for an operator.
@Singleton
class ParkedGauge {
    void register(@Observes StartupEvent started, ParkedMessages parked, MeterRegistry metrics) {
        Gauge.builder("coterie.parked.messages", parked, ParkedGauge::waiting)
                .description("messages or items that could not be applied and wait for an operator")
                .register(metrics);
    }

    /// NaN while the database is away: no number is better than a wrong one.
    private static double waiting(ParkedMessages parked) {
        try {
            return parked.waiting();
        } catch (RuntimeException away) {
            return Double.NaN;
        }
    }
}
