package io.coterie.feedback.profile;

import io.coterie.kit.event.Lane;
import io.coterie.kit.intake.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The service's two queues.
@ApplicationScoped
class ProfileConsumer {
    private final ProfileIntake intake;

    ProfileConsumer(ProfileIntake intake) {
        this.intake = intake;
    }

    @Incoming("live")
    @RunOnVirtualThread
    void live(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.LIVE, body, metadata));
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    void bulk(byte[] body, IncomingRabbitMQMetadata metadata) {
        intake.receive(Delivery.of(Lane.BULK, body, metadata));
    }
}
