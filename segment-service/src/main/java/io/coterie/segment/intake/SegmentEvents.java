package io.coterie.segment.intake;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Erasures;
import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.Intake;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.touch.TouchCustomers;
import io.coterie.segment.watermark.Beats;
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
class SegmentEvents implements Effect {
    private final Intake intake;
    private final ArrivalReader reader;
    private final TouchCustomers customers;
    private final Tombstones tombstones;
    private final Erasures erasures;
    private final Beats beats;
    private final FactLag lag;

    SegmentEvents(
            Intake intake,
            ArrivalReader reader,
            TouchCustomers customers,
            Tombstones tombstones,
            Erasures erasures,
            Beats beats,
            FactLag lag) {
        this.intake = intake;
        this.reader = reader;
        this.customers = customers;
        this.tombstones = tombstones;
        this.erasures = erasures;
        this.beats = beats;
        this.lag = lag;
    }

    @Incoming("live")
    @RunOnVirtualThread
    void live(byte[] body, IncomingRabbitMQMetadata metadata) {
        receive(Delivery.of(Lane.LIVE, body, metadata));
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    void bulk(byte[] body, IncomingRabbitMQMetadata metadata) {
        receive(Delivery.of(Lane.BULK, body, metadata));
    }

    /// A heartbeat is no fact: nothing is kept of it.
    private void receive(Delivery delivery) {
        if (delivery.type() != null && Heartbeat.isTypeOf(delivery.type())) {
            beats.hear(delivery.body());
        } else {
            intake.receive(delivery, this);
        }
    }

    @Override
    public void apply(ReceivedEvent event) {
        if (event.type().equals(Erasure.TYPE)) {
            erasures.receive(event);
        } else {
            takeNews(tombstones.living(event));
        }
    }

    private void takeNews(ReceivedEvent event) {
        Map<UUID, List<Arrival>> news = new LinkedHashMap<>();
        for (Arrival arrival : reader.read(event)) {
            news.computeIfAbsent(arrival.customerId(), id -> new ArrayList<>()).add(arrival);
        }
        if (!news.isEmpty()) {
            lag.measure(event, customers.withNews(news));
        }
    }
}
