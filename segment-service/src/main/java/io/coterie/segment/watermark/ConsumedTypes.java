package io.coterie.segment.watermark;

import io.coterie.kit.amqp.Topology;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.segment.evaluation.Source;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The event types of each source that come to this service, by the topology.
@Singleton
class ConsumedTypes {
    private final Map<Source, List<String>> types = new EnumMap<>(Source.class);

    ConsumedTypes(@ConfigProperty(name = "quarkus.application.name") String service) {
        List<String> all = Topology.load().queues().getOrDefault(service, List.of());
        for (Source source : Source.values()) {
            types.put(
                    source,
                    all.stream()
                            .filter(type -> type.startsWith(source.owner() + ".") && !Heartbeat.isTypeOf(type))
                            .toList());
        }
    }

    List<String> of(Source source) {
        return types.getOrDefault(source, List.of());
    }
}
