package io.coterie.campaign.recipient;

import java.time.Instant;
import java.util.UUID;

/// What this service reads of an item of `customer.consent-changed.v1`.
record Consent(
        UUID customerId,
        String channel,
        String purpose,
        boolean granted,
        long version,
        Instant changedAt,
        boolean historical) {
    static final String TYPE = "customer.consent-changed.v1";

    record Key(UUID customerId, String channel, String purpose) {}

    Key key() {
        return new Key(customerId, channel, purpose);
    }
}
