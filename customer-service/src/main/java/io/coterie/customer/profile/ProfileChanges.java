package io.coterie.customer.profile;

import io.coterie.customer.identity.Identity;
import io.coterie.customer.identity.IdentityTable;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes changed profiles together with the events that tell of them.
@Singleton
public class ProfileChanges {
    private final ProfileTable profiles;
    private final IdentityTable identities;
    private final Outbox outbox;

    public ProfileChanges(ProfileTable profiles, IdentityTable identities, Outbox outbox) {
        this.profiles = profiles;
        this.identities = identities;
        this.outbox = outbox;
    }

    /// A profile in its new version, and what made it so.
    public record Change(Profile profile, Origin origin) {}

    /// The identities that came with the changes are already written.
    public void commit(List<Change> changes, boolean historical) {
        if (changes.isEmpty()) {
            return;
        }
        profiles.write(changes.stream().map(Change::profile).toList());
        Map<UUID, List<Identity>> known = identities.of(
                changes.stream().map(change -> change.profile().id()).toList());
        outbox.append(
                ProfileChanged.TYPE,
                Lane.of(historical),
                changes.stream()
                        .map(change -> ProfileChanged.of(
                                change.profile(),
                                known.getOrDefault(change.profile().id(), List.of()),
                                historical,
                                change.origin()))
                        .toList());
    }
}
