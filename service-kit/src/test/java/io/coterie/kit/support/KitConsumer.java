package io.coterie.kit.support;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.Intake;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// A consumer whose effect is the running test's.
@ApplicationScoped
public class KitConsumer implements Effect {
    private final Intake intake;
    private volatile Effect effect = event -> {};

    KitConsumer(Intake intake) {
        this.intake = intake;
    }

    public void does(Effect next) {
        effect = next;
    }

    @Incoming("live")
    @RunOnVirtualThread
    void live(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.LIVE, body, metadata), this);
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    void bulk(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.BULK, body, metadata), this);
    }

    @Override
    public void apply(ReceivedEvent event) {
        effect.apply(event);
    }
}
