package io.coterie.customer.intake;

import io.coterie.customer.consent.Unsubscriptions;
import io.coterie.customer.erasure.Receipts;
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

/// What the other services tell, on both lanes.
@ApplicationScoped
class CustomerEvents implements Effect {
    private final Intake intake;
    private final Unsubscriptions unsubscriptions;
    private final Receipts receipts;
    private final Tombstones tombstones;

    CustomerEvents(Intake intake, Unsubscriptions unsubscriptions, Receipts receipts, Tombstones tombstones) {
        this.intake = intake;
        this.unsubscriptions = unsubscriptions;
        this.receipts = receipts;
        this.tombstones = tombstones;
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
        switch (event.type()) {
            case Unsubscriptions.TYPE -> unsubscriptions.apply(tombstones.living(event));
            case String type when Receipts.isReceipt(type) -> receipts.apply(event);
            default -> throw new UnknownEventType(event.type());
        }
    }
}
