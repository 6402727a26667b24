package io.coterie.kit.event;

import java.util.UUID;

/// Where a fact comes from: what made it, the first fact of its chain, and how many reactions lie between.
public record Origin(UUID causationId, UUID correlationId, int hops) {
    /// Above this nothing is triggered, so that no two campaigns can talk to each other for ever.
    public static final int MOST_HOPS = 8;

    /// A fact that starts a chain: it is its own cause.
    public static Origin first(UUID id) {
        return new Origin(id, id, 0);
    }

    /// The origin of what the fact `id`, which has this origin, gives rise to.
    public Origin causes(UUID id) {
        return new Origin(id, correlationId, hops + 1);
    }

    public boolean mayTrigger() {
        return hops <= MOST_HOPS;
    }
}
