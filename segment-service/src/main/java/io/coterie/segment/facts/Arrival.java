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

    /// The same, told as history.
    default Arrival asHistory() {
        return switch (this) {
            case OfProfile(var id, var customer, var origin, var _, var profile) ->
                new OfProfile(id, customer, origin, true, profile);
            case OfList(var id, var customer, var origin, var _, var list, var listing) ->
                new OfList(id, customer, origin, true, list, listing);
            case OfFact(var id, var customer, var origin, var _, var fact) ->
                new OfFact(id, customer, origin, true, fact);
        };
    }

    record OfProfile(UUID id, UUID customerId, Origin origin, boolean historical, Profile profile) implements Arrival {}

    /// Put on a list, or taken off it.
    /// @param id of the list's version, the same for everybody whom it concerns
    record OfList(UUID id, UUID customerId, Origin origin, boolean historical, String list, Listing listing)
            implements Arrival {}

    record OfFact(UUID id, UUID customerId, Origin origin, boolean historical, Fact fact) implements Arrival {}
}
