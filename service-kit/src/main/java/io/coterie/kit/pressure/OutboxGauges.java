package io.coterie.kit.pressure;

import io.coterie.kit.event.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// `coterie.outbox.pending` and `coterie.outbox.oldest.age` by lane, `coterie.outbox.pressure` for all.
@Singleton
class OutboxGauges {
    void register(@Observes StartupEvent started, OutboxPressure pressure, MeterRegistry metrics) {
        for (Lane lane : Lane.values()) {
            Gauge.builder(
                            "coterie.outbox.pending",
                            pressure,
                            each -> each.depth(lane).pending())
                    .description("events that are committed and not yet published")
                    .tag("lane", lane.name())
                    .register(metrics);
            Gauge.builder(
                            "coterie.outbox.oldest.age",
                            pressure,
                            each -> each.depth(lane).oldest().toSeconds())
                    .description("how long the oldest event waits that has a queue to go to")
                    .baseUnit("seconds")
                    .tag("lane", lane.name())
                    .register(metrics);
        }
        Gauge.builder("coterie.outbox.pressure", pressure, each -> number(each.level()))
                .description("0: flowing, 1: imports pause, 2: ingest is refused")
                .register(metrics);
    }

    private static int number(OutboxPressure.Level level) {
        return switch (level) {
            case FLOWING -> 0;
            case BULK_PAUSES -> 1;
            case INGEST_REFUSED -> 2;
        };
    }
}
