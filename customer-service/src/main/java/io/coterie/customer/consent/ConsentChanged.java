package io.coterie.customer.consent;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.UUID;

/// An item of `customer.consent-changed.v1`: a consent as it stands.
record ConsentChanged(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        String channel,
        String purpose,
        boolean granted,
        long version,
        Instant changedAt,
        boolean historical) {
    static final String TYPE = "customer.consent-changed.v1";

    static ConsentChanged of(UUID customerId, Consent consent, Origin origin) {
        return new ConsentChanged(
                idOf(customerId, consent),
                origin.causationId(),
                origin.correlationId(),
                origin.hops(),
                customerId,
                consent.channel(),
                consent.purpose(),
                consent.granted(),
                consent.version(),
                consent.changedAt(),
                consent.historical());
    }

    /// The same version is the same fact.
    static UUID idOf(UUID customerId, Consent consent) {
        return Ids.derived("consent", customerId, consent.channel(), consent.purpose(), consent.version());
    }
}
