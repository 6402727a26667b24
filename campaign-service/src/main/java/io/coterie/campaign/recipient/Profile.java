package io.coterie.campaign.recipient;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What this service reads of an item of `customer.profile-changed.v1`.
record Profile(
        UUID customerId,
        long version,
        @Nullable String email,
        @Nullable String timeZone,
        JsonNode traits) {
    static final String TYPE = "customer.profile-changed.v1";
}
