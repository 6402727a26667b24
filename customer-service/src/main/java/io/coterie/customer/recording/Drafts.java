package io.coterie.customer.recording;

import io.coterie.customer.identity.Resolution;
import io.coterie.customer.profile.Profile;
import io.coterie.customer.profile.ProfileChanges;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The profiles of a batch while its facts are applied, one after the other; each changed one gets one new version.
final class Drafts {
    private final Map<UUID, Profile> before;
    private final Instant now;
    private final Map<UUID, Profile> after = new LinkedHashMap<>();
    private final Map<UUID, UUID> cause = new HashMap<>();

    Drafts(Map<UUID, Profile> before, Instant now) {
        this.before = before;
        this.now = now;
    }

    /// False where the fact's address belongs to another customer.
    boolean apply(Fact fact, UUID customer, Resolution resolution) {
        if (!(fact instanceof Fact.Identified identified)) {
            cause.putIfAbsent(customer, fact.id());
            return true;
        }
        cause.put(customer, fact.id());
        Profile draft = draft(customer).merged(identified.traits());
        String email = identified.who().email();
        boolean holds = email == null || resolution.holds(customer, email);
        if (identified.forgetsEmail()) {
            draft = draft.reachableAt(null);
        } else if (email != null && holds) {
            draft = draft.reachableAt(email);
        }
        after.put(customer, draft);
        return holds;
    }

    /// Every customer that is new, has a new identity, or another profile than before.
    List<ProfileChanges.Change> changes(Resolution resolution) {
        Set<UUID> touched = new HashSet<>(resolution.added().values());
        touched.addAll(resolution.created());
        after.forEach((customer, draft) -> {
            if (!same(draft, before.get(customer))) {
                touched.add(customer);
            }
        });
        return touched.stream()
                .sorted()
                .map(customer -> new ProfileChanges.Change(
                        draft(customer).nextVersion(now), Origin.first(Objects.requireNonNull(cause.get(customer)))))
                .toList();
    }

    private Profile draft(UUID customer) {
        Profile draft = after.getOrDefault(customer, before.get(customer));
        return draft == null ? RecordFacts.blank(customer, now) : draft;
    }

    private static boolean same(Profile draft, @Nullable Profile old) {
        return old != null
                && Objects.equals(draft.email(), old.email())
                && draft.traits().equals(old.traits());
    }
}
