package io.coterie.kit.intake;

import io.coterie.kit.event.ReceivedEvent;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/// The effect of a service that consumes nothing.
@DefaultBean
@Singleton
class NoEffect implements Effect {
    @Override
    public void apply(ReceivedEvent event) {
        throw new UnknownEventType(event.type());
    }
}
