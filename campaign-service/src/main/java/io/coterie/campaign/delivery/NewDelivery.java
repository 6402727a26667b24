package io.coterie.campaign.delivery;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.UUID;

/// A message that somebody shall get, if nothing speaks against it when it is its turn.
///
/// @param trigger the id of the membership change, or of the campaign where it is a broadcast
/// @param origin of the delivery itself
public record NewDelivery(UUID customer, UUID campaign, UUID trigger, Lane lane, Origin origin, Instant expiresAt) {
    /// The same for the same customer, campaign and trigger, always.
    UUID id() {
        return Ids.derived("delivery", campaign, customer, trigger);
    }
}
