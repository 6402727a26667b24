package io.coterie.customer.consent;

import io.coterie.customer.profile.Profile;
import io.coterie.customer.profile.ProfileTable;
import io.coterie.kit.event.Origin;
import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Scope;
import io.coterie.kit.replay.Slice;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Consents as they stand, told again in their present versions, customer by customer; a period is that of their latest
/// change.
@Singleton
class ReplayedConsents implements ReplayableFacts {
    private final ProfileTable profiles;
    private final ConsentTable consents;

    ReplayedConsents(ProfileTable profiles, ConsentTable consents) {
        this.profiles = profiles;
        this.consents = consents;
    }

    @Override
    public String type() {
        return ConsentChanged.TYPE;
    }

    /// Consents do not remember where they came from.
    @Override
    public boolean knowsSource(String source) {
        return false;
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        List<UUID> customers =
                profiles.after(place == null ? null : UUID.fromString(place), scope.customers(), most).stream()
                        .map(Profile::id)
                        .toList();
        Map<UUID, List<Consent>> present = consents.present(customers);
        List<ConsentChanged> items = new ArrayList<>();
        for (UUID customer : customers) {
            present.getOrDefault(customer, List.of()).stream()
                    .filter(consent -> scope.covers(consent.changedAt()))
                    .map(consent -> item(customer, consent))
                    .forEach(items::add);
        }
        return new Slice(
                items, customers.size() < most ? null : customers.getLast().toString());
    }

    private static ConsentChanged item(UUID customer, Consent consent) {
        Origin origin = Origin.first(ConsentChanged.idOf(customer, consent));
        return ConsentChanged.of(customer, consent, origin);
    }
}
