package io.coterie.customer.profile;

import io.coterie.customer.identity.Identity;
import io.coterie.customer.identity.IdentityTable;
import io.coterie.kit.event.Origin;
import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Scope;
import io.coterie.kit.replay.Slice;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Profiles as they stand, told again in their present version; a period is that of their latest change.
@Singleton
class ReplayedProfiles implements ReplayableFacts {
    private final ProfileTable profiles;
    private final IdentityTable identities;

    ReplayedProfiles(ProfileTable profiles, IdentityTable identities) {
        this.profiles = profiles;
        this.identities = identities;
    }

    @Override
    public String type() {
        return ProfileChanged.TYPE;
    }

    /// A profile is of many sources, so of none.
    @Override
    public boolean knowsSource(String source) {
        return false;
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        List<Profile> looked = profiles.after(place == null ? null : UUID.fromString(place), scope.customers(), most);
        List<Profile> wanted = looked.stream()
                .filter(profile -> scope.covers(profile.changedAt()))
                .toList();
        Map<UUID, List<Identity>> known =
                identities.of(wanted.stream().map(Profile::id).toList());
        return new Slice(
                wanted.stream()
                        .map(profile -> item(profile, known.getOrDefault(profile.id(), List.of())))
                        .toList(),
                looked.size() < most ? null : looked.getLast().id().toString());
    }

    private static ProfileChanged item(Profile profile, List<Identity> known) {
        Origin origin = Origin.first(ProfileChanged.idOf(profile));
        return ProfileChanged.of(profile, known, true, origin);
    }
}
