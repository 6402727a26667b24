package io.coterie.kit.metric;

import io.coterie.kit.event.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The metric `coterie.facts.recorded`: facts that their owner took in, each once.
@Singleton
public class RecordedFacts {
    private final MeterRegistry metrics;
    private final String service;

    public RecordedFacts(MeterRegistry metrics, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.metrics = metrics;
        this.service = service;
    }

    /// @param type a word of the owner's, such as `behaviour`
    public void count(String type, Lane lane, long facts) {
        Counter.builder("coterie.facts.recorded")
                .description("facts taken in by the service that owns them")
                .tag("service", service)
                .tag("type", type)
                .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                .register(metrics)
                .increment((double) facts);
    }
}
