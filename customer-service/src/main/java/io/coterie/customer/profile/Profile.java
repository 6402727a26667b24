package io.coterie.customer.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a customer. The address is the one to write to; it is no trait.
///
/// @param version 0 before the first write
public record Profile(
        UUID id, long version, @Nullable String email, ObjectNode traits, Instant createdAt, Instant changedAt) {

    /// With a JSON merge patch (RFC 7396) applied to the traits: null removes, objects are merged.
    public Profile merged(ObjectNode patch) {
        return patch.isEmpty() ? this : with(email, MergePatch.apply(traits, patch));
    }

    public Profile reachableAt(@Nullable String address) {
        return with(address, traits);
    }

    public Profile nextVersion(Instant now) {
        return new Profile(id, version + 1, email, traits, createdAt, now);
    }

    /// The trait `timeZone` or `timezone`, where it is the name of a zone.
    public @Nullable String timeZone() {
        JsonNode zone = traits.has("timeZone") ? traits.get("timeZone") : traits.path("timezone");
        try {
            return zone.isTextual() ? ZoneId.of(zone.textValue()).getId() : null;
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private Profile with(@Nullable String address, ObjectNode newTraits) {
        return new Profile(id, version, address, newTraits, createdAt, changedAt);
    }
}
