package io.coterie.campaign.unsubscribe;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item of `campaign.unsubscribed.v1`: a person used the link of a message.
record Unsubscribed(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        String channel,
        String purpose,
        @Nullable String campaign,
        Instant occurredAt) {
    static final String TYPE = "campaign.unsubscribed.v1";
}
