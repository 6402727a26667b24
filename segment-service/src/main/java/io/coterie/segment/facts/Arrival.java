package io.coterie.segment.facts;

import io.coterie.kit.event.Origin;
import java.util.UUID;

/// News of a customer, with the chain of causes that it belongs to.
public sealed interface Arrival {
    UUID id();

    UUID customerId();

    /// Where the news itself comes from; what it changes is caused by it.
    Origin origin();

    /// Recorded long after it happened, by an import or a replay: what it changes is changed quietly.
    boolean historical();

    record OfProfile(UUID id, UUID customerId, Origin origin, boolean historical, Profile profile) implements Arrival {}

    record OfFact(UUID id, UUID customerId, Origin origin, boolean historical, Fact fact) implements Arrival {}
}
