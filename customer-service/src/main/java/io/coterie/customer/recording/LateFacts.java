package io.coterie.customer.recording;

import io.coterie.customer.erasure.ErasedIdentities;
import io.coterie.customer.identity.Identity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Facts that come too late: their person was erased after they were so, or after they were told.
@Singleton
class LateFacts {
    private final ErasedIdentities identities;

    LateFacts(ErasedIdentities identities) {
        this.identities = identities;
    }

    /// The ids of those. Nobody is erased until the running transaction ends.
    Set<UUID> among(Collection<Fact> facts, Instant toldAt) {
        List<Identity> all =
                facts.stream().flatMap(fact -> fact.who().identities().stream()).toList();
        Map<Identity, Instant> erased = identities.among(all);
        return facts.stream()
                .filter(fact -> isLate(fact, toldAt, erased))
                .map(Fact::id)
                .collect(Collectors.toSet());
    }

    private static boolean isLate(Fact fact, Instant toldAt, Map<Identity, Instant> erased) {
        Instant at = fact.occurredAt().isBefore(toldAt) ? fact.occurredAt() : toldAt;
        return fact.who().identities().stream()
                .anyMatch(identity -> erased.containsKey(identity) && !at.isAfter(erased.get(identity)));
    }
}
