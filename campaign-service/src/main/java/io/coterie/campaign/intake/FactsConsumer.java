package io.coterie.campaign.intake;

import io.coterie.campaign.recipient.CustomerFacts;
import io.coterie.campaign.trigger.SegmentFacts;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Erasures;
import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.Intake;
import io.coterie.kit.intake.UnknownEventType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Where the facts of the other services come in, on both lanes.
@ApplicationScoped
class FactsConsumer implements Effect {
    private final Intake intake;
    private final CustomerFacts customers;
    private final SegmentFacts segments;
    private final Tombstones tombstones;
    private final Erasures erasures;

    FactsConsumer(
            Intake intake, CustomerFacts customers, SegmentFacts segments, Tombstones tombstones, Erasures erasures) {
        this.intake = intake;
        this.customers = customers;
        this.segments = segments;
        this.tombstones = tombstones;
        this.erasures = erasures;
    }

    @Incoming("live")
    @RunOnVirtualThread
    public void live(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.LIVE, body, metadata), this);
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    public void bulk(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.BULK, body, metadata), this);
    }

    @Override
    public void apply(ReceivedEvent event) {
        if (event.type().equals(Erasure.TYPE)) {
            erasures.receive(event);
        } else {
            takeFacts(tombstones.living(event));
        }
    }

    private void takeFacts(ReceivedEvent event) {
        if (!customers.apply(event) && !segments.apply(event)) {
            throw new UnknownEventType(event.type());
        }
    }
}
