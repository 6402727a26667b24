package io.coterie.customer.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.consent.ConsentChoice;
import io.coterie.customer.consent.RecordConsents;
import io.coterie.customer.identity.Identity;
import io.coterie.customer.identity.IdentityTable;
import io.coterie.customer.profile.Profile;
import io.coterie.customer.profile.ProfileChanges;
import io.coterie.customer.profile.ProfileTable;
import io.coterie.customer.store.Transactions;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates and changes single customers by hand, with their events.
@Singleton
class ChangeCustomers {
    private final IdentityTable identities;
    private final ProfileTable profiles;
    private final ProfileChanges changes;
    private final RecordConsents consents;
    private final Clock clock;

    ChangeCustomers(
            IdentityTable identities,
            ProfileTable profiles,
            ProfileChanges changes,
            RecordConsents consents,
            Clock clock) {
        this.identities = identities;
        this.profiles = profiles;
        this.changes = changes;
        this.consents = consents;
        this.clock = clock;
    }

    /// What a new customer starts with.
    record NewCustomer(
            @Nullable String externalId, @Nullable String email, ObjectNode traits, List<ConsentChoice> consents) {}

    /// How a change ended.
    sealed interface Outcome permits Done, IdentityTaken, NoSuchCustomer, OtherVersion {}

    record Done(UUID id) implements Outcome {}

    record IdentityTaken(String namespace) implements Outcome {}

    record NoSuchCustomer() implements Outcome {}

    record OtherVersion(long present) implements Outcome {}

    Outcome create(NewCustomer wanted) {
        return Transactions.retrying(() -> {
            UUID id = Ids.next();
            var added = new TreeMap<Identity, UUID>();
            Optional.ofNullable(wanted.externalId).map(Identity::userId).ifPresent(each -> added.put(each, id));
            Optional.ofNullable(wanted.email).map(Identity::email).ifPresent(each -> added.put(each, id));
            Map<Identity, UUID> owners = identities.owners(added.keySet());
            if (!owners.isEmpty()) {
                return new IdentityTaken(owners.keySet().stream()
                        .max(Identity::compareTo)
                        .orElseThrow()
                        .namespace());
            }
            identities.add(added);
            Instant now = now();
            Origin origin = Origin.first(Ids.next());
            Profile profile = new Profile(id, 0, wanted.email, wanted.traits, now, now).nextVersion(now);
            changes.commit(List.of(new ProfileChanges.Change(profile, origin)), false);
            consents.record(
                    wanted.consents.stream()
                            .map(choice -> new RecordConsents.Made(id, choice, now, origin))
                            .toList(),
                    false);
            return new Done(id);
        });
    }

    /// @param email null leaves the address, empty removes it
    /// @param expected the version that the caller saw; null where it does not matter
    Outcome patch(UUID id, ObjectNode traits, @Nullable String email, @Nullable Long expected) {
        return Transactions.retrying(() -> profiles.lock(id)
                .map(profile -> expected != null && expected != profile.version()
                        ? new OtherVersion(profile.version())
                        : patch(profile, traits, email))
                .orElseGet(NoSuchCustomer::new));
    }

    private Outcome patch(Profile profile, ObjectNode traits, @Nullable String email) {
        Profile patched = profile.merged(traits);
        if (email != null) {
            if (!email.isEmpty() && !takesEmail(profile.id(), email)) {
                return new IdentityTaken(Identity.EMAIL);
            }
            patched = patched.reachableAt(email.isEmpty() ? null : email);
        }
        if (!patched.equals(profile)) {
            Origin origin = Origin.first(Ids.next());
            changes.commit(List.of(new ProfileChanges.Change(patched.nextVersion(now()), origin)), false);
        }
        return new Done(profile.id());
    }

    private boolean takesEmail(UUID customer, String email) {
        Identity identity = Identity.email(email);
        UUID owner = identities.owners(List.of(identity)).get(identity);
        if (owner == null) {
            identities.add(new TreeMap<>(Map.of(identity, customer)));
        }
        return owner == null || owner.equals(customer);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
