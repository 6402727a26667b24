package io.coterie.kit.intake;

import io.coterie.kit.event.ReceivedEvent;

/// What a service does with an event, within the transaction that also remembers the event's id.
///
/// It must be idempotent by the id of each item: the same item may come again in another event, and operators replay
/// what was parked. A service's consumer is its one bean of this type.
@FunctionalInterface
public interface Effect {
    void apply(ReceivedEvent event);
}
