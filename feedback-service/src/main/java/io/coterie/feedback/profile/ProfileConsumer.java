package io.coterie.feedback.profile;

import io.coterie.kit.event.Lane;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
    void live(byte[] body) {
        intake.receive(Lane.LIVE, body);
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    void bulk(byte[] body) {
        intake.receive(Lane.BULK, body);
    }
}
