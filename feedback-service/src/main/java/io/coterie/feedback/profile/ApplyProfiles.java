package io.coterie.feedback.profile;

import io.coterie.feedback.identity.KnownCustomer;
import io.coterie.feedback.identity.KnownCustomers;
import io.coterie.feedback.response.ResolveWaiting;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// Remembers who is who, and gives waiting responses to whom they belong. Doing it twice changes nothing, so a message
/// that was interrupted halfway is simply applied again.
@Singleton
class ApplyProfiles {
    private final KnownCustomers customers;
    private final ResolveWaiting resolveWaiting;

    ApplyProfiles(KnownCustomers customers, ResolveWaiting resolveWaiting) {
        this.customers = customers;
        this.resolveWaiting = resolveWaiting;
    }

    void apply(Collection<KnownCustomer> profiles) {
        customers.remember(profiles);
        Set<String> keys = profiles.stream()
                .flatMap(profile -> profile.profile().keys().stream())
                .collect(Collectors.toSet());
        resolveWaiting.forIdentities(keys);
    }
}
