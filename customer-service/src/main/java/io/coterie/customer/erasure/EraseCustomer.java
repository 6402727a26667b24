package io.coterie.customer.erasure;

import io.coterie.customer.identity.Identity;
import io.coterie.customer.identity.IdentityTable;
import io.coterie.customer.profile.ProfileTable;
import io.coterie.customer.store.Transactions;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Erasures;
import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Erases a person, known or not: at once the profile and the identities, with the tombstone and the event, in one
/// transaction; the rest follows in slices.
@Singleton
class EraseCustomer {
    private final Tombstones tombstones;
    private final Erasures erasures;
    private final ProfileTable profiles;
    private final IdentityTable identities;
    private final ErasedIdentities erasedIdentities;
    private final Outbox outbox;
    private final Clock clock;

    EraseCustomer(
            Tombstones tombstones,
            Erasures erasures,
            ProfileTable profiles,
            IdentityTable identities,
            ErasedIdentities erasedIdentities,
            Outbox outbox,
            Clock clock) {
        this.tombstones = tombstones;
        this.erasures = erasures;
        this.profiles = profiles;
        this.identities = identities;
        this.erasedIdentities = erasedIdentities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Asking again changes nothing.
    void erase(UUID customer) {
        Transactions.retrying(() -> {
            tombstones.alone();
            if (tombstones.among(List.of(customer)).isEmpty()) {
                begin(customer);
            }
            return customer;
        });
    }

    private void begin(UUID customer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<UUID> ids = List.of(customer);
        profiles.lock(ids);
        List<Identity> known = identities.of(ids).getOrDefault(customer, List.of());
        List<String> hashes = erasedIdentities.remember(known, now);
        Erasure erasure = new Erasure(Erasure.idOf(customer), customer, ids, now, hashes);
        erasures.begin(erasure, counts(identities.delete(ids), profiles.delete(ids)));
        outbox.append(CustomerErased.TYPE, Lane.LIVE, List.of(CustomerErased.of(erasure)));
    }

    private static Map<String, Long> counts(long identities, long profiles) {
        return Stream.of(Map.entry("identities", identities), Map.entry("profiles", profiles))
                .filter(count -> count.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
