package io.coterie.customer.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.identity.Identity;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item of `customer.profile-changed.v1`: the whole profile after a change.
record ProfileChanged(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        long version,
        boolean historical,
        Instant changedAt,
        List<Identity> identities,
        @Nullable String email,
        @Nullable String timeZone,
        ObjectNode traits) {
    static final String TYPE = "customer.profile-changed.v1";

    static ProfileChanged of(Profile profile, List<Identity> identities, boolean historical, Origin origin) {
        return new ProfileChanged(
                idOf(profile),
                origin.causationId(),
                origin.correlationId(),
                origin.hops(),
                profile.id(),
                profile.version(),
                historical,
                profile.changedAt(),
                identities,
                profile.email(),
                profile.timeZone(),
                profile.traits());
    }

    /// The same version is the same fact.
    static UUID idOf(Profile profile) {
        return Ids.derived("profile", profile.id(), profile.version());
    }
}
