package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Listing;
import io.coterie.segment.facts.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs a case message by message and compares what the state says with what looking at everything anew says.
final class Parity {
    /// What a run found to be wrong.
    static final class Broken extends RuntimeException {
        Broken(String what) {
            super(what);
        }
    }

    private final Case tried;
    private final CustomerState state;
    private final Map<UUID, Fact> facts = new HashMap<>();
    private final List<MembershipChange> history = new ArrayList<>();
    private final List<Instant> touched = new ArrayList<>();
    private final Map<String, Listing> lists = new HashMap<>();
    private Profile profile = Profile.UNKNOWN;

    private Parity(Case tried) {
        this.tried = tried;
        this.state = CustomerState.fresh(tried.customer());
    }

    /// What is wrong, and by which case, made as small as it goes; null where all is as it should be.
    static @Nullable String failure(Case tried) {
        return broken(tried) == null ? null : broken(smallest(tried)) + "\n" + smallest(tried);
    }

    static @Nullable String broken(Case tried) {
        try {
            new Parity(tried).run();
            return null;
        } catch (Broken broken) {
            return broken.getMessage();
        } catch (RuntimeException | StackOverflowError crash) {
            return crash.toString();
        }
    }

    /// Drops messages, news and segments for as long as it stays broken.
    private static Case smallest(Case tried) {
        for (Case smaller : Smaller.than(tried)) {
            if (broken(smaller) != null) {
                return smallest(smaller);
            }
        }
        return tried;
    }

    private void run() {
        for (Case.Message message : tried.messages()) {
            if (state.isFresh() && message.news().isEmpty()) {
                continue; // nobody has heard of the customer yet
            }
            Definitions definitions = tried.definitions(message.now());
            List<Fact> known = List.copyOf(facts.values());
            Profile last = profile;
            Map<String, Listing> listed = Map.copyOf(lists);
            List<MembershipChange> changes = Touch.of(state, definitions, message.horizons(), message.news());
            message.news().forEach(this::learn);
            history.addAll(changes);
            touched.add(message.now());
            if (message.watermarks() == null) {
                expectExactInstants(changes, known, last, listed);
                expectParity(definitions, message.now());
            } else {
                expectWhatIsCertain(definitions, message.horizons());
            }
        }
        expectAlternation();
    }

    private Oracle oracle(Instant now) {
        return new Oracle(tried.rulesAt(now), List.copyOf(facts.values()), profile, lists);
    }

    private void learn(Arrival arrival) {
        switch (arrival) {
            case Arrival.OfFact news ->
                facts.merge(
                        news.fact().id(), news.fact(), (known, fact) -> version(fact) > version(known) ? fact : known);
            case Arrival.OfProfile news ->
                profile = news.profile().version() > profile.version() ? news.profile() : profile;
            case Arrival.OfList news ->
                lists.merge(
                        news.list(), news.listing(), (known, told) -> told.version() > known.version() ? told : known);
        }
    }

    private static int version(Fact fact) {
        return fact instanceof Fact.Answer answer ? answer.version() : 1;
    }

    private void expectParity(Definitions definitions, Instant now) {
        Oracle oracle = oracle(now);
        for (String segment : tried.rules().keySet()) {
            Standing standing = standing(definitions, segment);
            expect(
                    standing.member() == oracle.isMember(segment, now),
                    segment + " at " + now + ": says " + standing.member());
            expect(standing.next().isAfter(now), segment + " at " + now + ": what is due is not settled");
        }
    }

    private Standing standing(Definitions definitions, String segment) {
        Definition active = definitions.active(segment).orElseThrow();
        return state.standings().getOrDefault(active.ref(), Standing.OUTSIDE);
    }

    /// What the clock brought about was so from its instant on, and not a microsecond before.
    private void expectExactInstants(
            List<MembershipChange> changes, List<Fact> known, Profile last, Map<String, Listing> listed) {
        for (MembershipChange change : changes) {
            if (change.cause() == Cause.CLOCK) {
                Instant at = change.effectiveAt();
                Instant moment = at.minusNanos(1_000);
                Oracle then = new Oracle(tried.rulesAt(at), known, last, listed);
                Oracle before = new Oracle(tried.rulesAt(moment), known, last, listed);
                expect(then.isMember(change.segment(), at) == change.entered(), "too early: " + change);
                expect(before.isMember(change.segment(), moment) != change.entered(), "too late: " + change);
            }
        }
    }

    /// While sources lag, what every instant up to now agrees on is true. All times of cases are whole minutes.
    private void expectWhatIsCertain(Definitions definitions, Horizons horizons) {
        Oracle oracle = oracle(horizons.now());
        for (String segment : tried.rules().keySet()) {
            Definition definition = definitions.active(segment).orElseThrow();
            Instant horizon = horizons.of(definitions.closureOf(definition).sources());
            Set<Boolean> verdicts = new HashSet<>();
            for (Instant settled = horizon; !settled.isAfter(horizons.now()); settled = settled.plusSeconds(60)) {
                for (Instant seen : touched) {
                    if (!seen.isBefore(settled)) {
                        verdicts.add(oracle.isMember(segment, seen, settled));
                    }
                }
                verdicts.add(oracle.isMember(segment, settled, settled));
            }
            verdicts.add(oracle.isMember(segment, horizons.now()));
            boolean member = standing(definitions, segment).member();
            expect(verdicts.contains(member), segment + " at " + horizons.now() + ": says " + member);
        }
    }

    /// Nobody enters twice without leaving, and per segment the state's version rises.
    private void expectAlternation() {
        for (String segment : tried.rules().keySet()) {
            boolean inside = false;
            long version = 0;
            for (MembershipChange change : history) {
                if (change.segment().equals(segment)) {
                    expect(change.entered() != inside, "told twice: " + change);
                    expect(change.stateVersion() > version, "a version that does not rise: " + change);
                    inside = change.entered();
                    version = change.stateVersion();
                }
            }
        }
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new Broken(what);
        }
    }
}
