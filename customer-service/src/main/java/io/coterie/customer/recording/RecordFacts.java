package io.coterie.customer.recording;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.customer.behaviour.Behaviour;
import io.coterie.customer.behaviour.Journal;
import io.coterie.customer.consent.RecordConsents;
import io.coterie.customer.identity.Identity;
import io.coterie.customer.identity.IdentityTable;
import io.coterie.customer.identity.Resolution;
import io.coterie.customer.profile.Profile;
import io.coterie.customer.profile.ProfileChanges;
import io.coterie.customer.profile.ProfileTable;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Takes a batch of facts into the running transaction, set by set: a handful of statements, however many facts.
///
/// The order of locks is the same for everyone, and within each kind that of the keys: claims, customers' rows,
/// identities. So two batches wait for each other, but never in a ring.
@Singleton
public class RecordFacts {
    private final LateFacts lateFacts;
    private final Claims claims;
    private final IdentityTable identities;
    private final ProfileTable profiles;
    private final ProfileChanges changes;
    private final RecordConsents consents;
    private final Journal journal;
    private final FactMetrics metrics;
    private final Clock clock;

    RecordFacts(
            LateFacts lateFacts,
            Claims claims,
            IdentityTable identities,
            ProfileTable profiles,
            ProfileChanges changes,
            RecordConsents consents,
            Journal journal,
            FactMetrics metrics,
            Clock clock) {
        this.lateFacts = lateFacts;
        this.claims = claims;
        this.identities = identities;
        this.profiles = profiles;
        this.changes = changes;
        this.consents = consents;
        this.journal = journal;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Who tells the facts and when, and whether they are of the past (then nobody is mailed for them).
    public record Teller(UUID sourceId, String sourceKey, boolean historical, Instant toldAt) {}

    /// @throws io.coterie.customer.store.LostRace when another batch was first with an identity: to be tried again
    @Transactional(Transactional.TxType.MANDATORY)
    public Recorded record(Teller teller, Collection<Fact> told) {
        Map<UUID, Fact> facts = new LinkedHashMap<>();
        told.forEach(fact -> facts.putIfAbsent(fact.id(), fact));
        Set<UUID> erased = lateFacts.among(facts.values(), teller.toldAt);
        facts.keySet().removeAll(erased);
        facts.keySet().retainAll(claims.claim(teller.sourceId, facts.keySet()));
        Set<UUID> withoutEmail = facts.isEmpty() ? Set.of() : recordNew(teller, facts);
        return new Recorded(Set.copyOf(facts.keySet()), erased, withoutEmail);
    }

    /// Returns those whose address was not taken.
    private Set<UUID> recordNew(Teller teller, Map<UUID, Fact> facts) {
        Map<Identity, UUID> owners = identities.owners(facts.values().stream()
                .flatMap(fact -> fact.who().identities().stream())
                .toList());
        Map<UUID, Profile> before = profiles.lock(touched(facts.values(), owners));
        Resolution resolution = new Resolution(owners, identities.withUserId(before.keySet()));
        Map<UUID, UUID> customers = new HashMap<>();
        facts.values().forEach(fact -> customers.put(fact.id(), resolution.customerOf(fact.who())));
        identities.add(resolution.added());

        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var drafts = new Drafts(before, now);
        Set<UUID> withoutEmail = new HashSet<>();
        facts.values().forEach(fact -> {
            if (!drafts.apply(fact, Objects.requireNonNull(customers.get(fact.id())), resolution)) {
                withoutEmail.add(fact.id());
            }
        });
        changes.commit(drafts.changes(resolution), teller.historical);
        consents.record(choices(facts.values(), customers, now), teller.historical);
        journal.append(behaviours(teller, facts.values(), customers, now), teller.historical);
        metrics.recorded(facts.values(), Lane.of(teller.historical));
        return withoutEmail;
    }

    /// Known customers that may change: who was identified, and who may get a further identity.
    private static Set<UUID> touched(Collection<Fact> facts, Map<Identity, UUID> owners) {
        Set<UUID> touched = new HashSet<>();
        for (Fact fact : facts) {
            List<Identity> ids = fact.who().identities();
            if (fact instanceof Fact.Identified || !owners.keySet().containsAll(ids)) {
                ids.stream().filter(owners::containsKey).map(owners::get).forEach(touched::add);
            }
        }
        return touched;
    }

    private static List<RecordConsents.Made> choices(Collection<Fact> facts, Map<UUID, UUID> customers, Instant now) {
        return facts.stream()
                .filter(Fact.Identified.class::isInstance)
                .map(Fact.Identified.class::cast)
                .flatMap(fact -> fact.consents().stream()
                        .map(choice -> new RecordConsents.Made(
                                Objects.requireNonNull(customers.get(fact.id())),
                                choice,
                                now,
                                Origin.first(fact.id()))))
                .toList();
    }

    private static List<Behaviour> behaviours(
            Teller teller, Collection<Fact> facts, Map<UUID, UUID> customers, Instant now) {
        return facts.stream()
                .filter(Fact.Behaved.class::isInstance)
                .map(Fact.Behaved.class::cast)
                .map(fact -> new Behaviour(
                        fact.id(),
                        Objects.requireNonNull(customers.get(fact.id())),
                        fact.event(),
                        fact.occurredAt(),
                        now,
                        teller.sourceKey,
                        teller.historical,
                        fact.properties(),
                        fact.context()))
                .toList();
    }

    static Profile blank(UUID customer, Instant now) {
        return new Profile(customer, 0, null, JsonNodeFactory.instance.objectNode(), now, now);
    }
}
