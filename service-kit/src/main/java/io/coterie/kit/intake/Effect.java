package io.coterie.kit.intake;

import io.coterie.kit.event.ReceivedEvent;

/// What a service does with an event, within the transaction that also remembers the event's id.
///
/// It must be idempotent by the id of each item: the same item may come again in another event.
@FunctionalInterface
public interface Effect {
    void apply(ReceivedEvent event);
}
