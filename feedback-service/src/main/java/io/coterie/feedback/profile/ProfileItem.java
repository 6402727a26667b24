package io.coterie.feedback.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.identity.Identity;
import io.coterie.feedback.identity.KnownCustomer;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What this service reads of an item of `customer.profile-changed.v1`.
final class ProfileItem {
    static final String TYPE = "customer.profile-changed.v1";

    private ProfileItem() {}

    /// @throws IllegalArgumentException naming the field that is not as the contract says
    static KnownCustomer read(JsonNode item) {
        JsonNode identities = item.path("identities");
        JsonNode version = item.path("version");
        if (!identities.isArray()) {
            throw new IllegalArgumentException("identities: expected a list");
        }
        if (!version.isIntegralNumber() || version.asLong() < 1) {
            throw new IllegalArgumentException("version: expected a positive integer");
        }
        try {
            return KnownCustomer.of(
                    UUID.fromString(item.path("customerId").asText()),
                    version.asLong(),
                    OffsetDateTime.parse(item.path("changedAt").asText()).toInstant(),
                    identities(identities));
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("changedAt: expected a time", noTime);
        }
    }

    private static List<Identity> identities(JsonNode list) {
        List<Identity> identities = new ArrayList<>();
        for (JsonNode each : list) {
            Identity.of(each.path("namespace").asText(), each.path("value").asText())
                    .ifPresent(identities::add);
        }
        return identities;
    }
}
