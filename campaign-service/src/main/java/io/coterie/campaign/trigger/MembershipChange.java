package io.coterie.campaign.trigger;

import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// What this service reads of an item of `segment.memberships-changed.v1`.
record MembershipChange(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        String segment,
        String change,
        String cause,
        long stateVersion,
        Instant effectiveAt,
        Instant recordedAt) {
    static final String TYPE = "segment.memberships-changed.v1";

    /// Something happened now; all other causes are quiet.
    private static final Set<String> LIVE = Set.of("behaviour", "profile", "feedback", "list", "clock", "model");

    record Key(UUID customerId, String segment) {}

    Key key() {
        return new Key(customerId, segment);
    }

    boolean mayTrigger() {
        return LIVE.contains(cause) && origin().mayTrigger();
    }

    Origin origin() {
        return new Origin(causationId, correlationId, hops);
    }
}
