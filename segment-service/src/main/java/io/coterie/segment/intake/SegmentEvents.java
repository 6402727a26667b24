package io.coterie.segment.intake;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Intake;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.touch.TouchCustomers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Facts coming in from the other services.
@ApplicationScoped
class SegmentEvents {
    private final Intake intake;
    private final ArrivalReader reader;
    private final TouchCustomers customers;

    SegmentEvents(Intake intake, ArrivalReader reader, TouchCustomers customers) {
        this.intake = intake;
        this.reader = reader;
        this.customers = customers;
    }

    @Incoming("live")
    @RunOnVirtualThread
    void live(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.LIVE, body, metadata), this::apply);
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    void bulk(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.BULK, body, metadata), this::apply);
    }

    private void apply(ReceivedEvent event) {
        Map<UUID, List<Arrival>> news = new LinkedHashMap<>();
        for (Arrival arrival : reader.read(event)) {
            news.computeIfAbsent(arrival.customerId(), id -> new ArrayList<>()).add(arrival);
        }
        if (!news.isEmpty()) {
            customers.withNews(news);
        }
    }
}
