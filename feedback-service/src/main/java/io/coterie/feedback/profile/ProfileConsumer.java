package io.coterie.feedback.profile;

import io.coterie.feedback.erasure.BeginErasure;
import io.coterie.kit.erasure.Erasure;
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

/// The service's two queues. All effects are versioned upserts: what comes twice changes nothing.
@ApplicationScoped
class ProfileConsumer implements Effect {
    private final Intake intake;
    private final ApplyProfiles applyProfiles;
    private final BeginErasure beginErasure;

    ProfileConsumer(Intake intake, ApplyProfiles applyProfiles, BeginErasure beginErasure) {
        this.intake = intake;
        this.applyProfiles = applyProfiles;
        this.beginErasure = beginErasure;
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
        switch (event.type()) {
            case ProfileItem.TYPE ->
                applyProfiles.apply(
                        event.items().stream().map(ProfileItem::read).toList());
            case Erasure.TYPE -> event.items().forEach(beginErasure::begin);
            default -> throw new UnknownEventType(event.type());
        }
    }
}
