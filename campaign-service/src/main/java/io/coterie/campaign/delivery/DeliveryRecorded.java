package io.coterie.campaign.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item of `campaign.deliveries-recorded.v1`: what became of a message to a person.
///
/// @param historical told again long after it happened; written only then
record DeliveryRecorded(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        String campaign,
        String channel,
        String outcome,
        @Nullable String reason,
        int version,
        Instant occurredAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean historical) {
    static final String TYPE = "campaign.deliveries-recorded.v1";

    static DeliveryRecorded of(
            Due.Identity delivery, String channel, String outcome, @Nullable Reason reason, Instant now) {
        return new DeliveryRecorded(
                delivery.id(),
                delivery.origin().causationId(),
                delivery.origin().correlationId(),
                delivery.origin().hops(),
                delivery.customer(),
                delivery.campaign(),
                channel,
                outcome,
                reason == null ? null : reason.text(),
                delivery.version() + 1,
                now,
                false);
    }
}
