package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Closure;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Explanation;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import io.coterie.segment.evaluation.Withdrawal;
import io.coterie.segment.facts.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// One turn of a customer's state: tell cut-overs of definitions, settle what time has brought, evaluate definitions
/// that are new, then apply the news. Each step happens at its own instant, so that the history is exact even after a
/// pause, and each only looks at the segments that read what changed.
///
/// Time acts on a segment no further than the facts that it reads are known to be complete. News act at once; what they
/// and time since then would decide together waits, too.
public final class Touch {
    private final CustomerState state;
    private final Definitions definitions;
    private final Horizons horizons;
    private final Instant now;
    private final boolean fresh;
    private final List<MembershipChange> changes = new ArrayList<>();

    private Touch(CustomerState state, Definitions definitions, Horizons horizons) {
        this.state = state;
        this.definitions = definitions;
        this.horizons = horizons;
        this.now = horizons.now();
        this.fresh = state.isFresh();
    }

    /// Changes the state and returns the changes of its memberships.
    /// @param horizons with the present; a state never goes back behind its own last instant
    public static List<MembershipChange> of(
            CustomerState state, Definitions definitions, Horizons horizons, List<Arrival> news) {
        boolean late = horizons.now().isBefore(state.lastInstant());
        Touch touch = new Touch(state, definitions, late ? horizons.at(state.lastInstant()) : horizons);
        touch.run(news);
        return touch.changes;
    }

    /// Whether a turn would change anything: a fact that is known already changes nothing, not even a version.
    public static boolean isDue(CustomerState state, Definitions definitions, Horizons horizons, List<Arrival> news) {
        return state.isFresh()
                || state.epoch() < definitions.epoch()
                || state.rowsDue(horizons) > 0
                || news.stream().anyMatch(state::isNews);
    }

    private void run(List<Arrival> news) {
        state.nextVersion();
        if (fresh) {
            standAsTold();
        } else {
            tellCutOvers();
            settle();
            evaluateNewDefinitions();
        }
        apply(news.stream().filter(Arrival::historical).toList());
        apply(news.stream().filter(arrival -> !arrival.historical()).toList());
        state.reached(definitions, horizons);
    }

    /// A row that was lost is being rebuilt: as the customer was last told to stand, so the customer stands until the
    /// facts that a segment reads have come.
    private void standAsTold() {
        for (Definition definition : definitions.inOrder()) {
            Standing last = state.told().standings().get(definition.ref().segmentId());
            if (definition.active() && last != null) {
                state.standings().put(definition.ref(), last);
            }
        }
        for (Withdrawal gone : definitions.withdrawn()) {
            tellWithdrawal(
                    gone, state.told().standings().getOrDefault(gone.ref().segmentId(), Standing.OUTSIDE));
        }
    }

    /// A version that became active since this row was last touched: the difference to the version before is told, as
    /// of the cut-over, for since then everybody reads the new version. What refers to it changes with it.
    private void tellCutOvers() {
        for (Withdrawal gone : definitions.withdrawn()) {
            tellWithdrawal(gone, standingOf(gone.ref()));
        }
        Set<String> redefined = new HashSet<>();
        Set<String> rescored = new HashSet<>();
        Instant last = state.lastInstant();
        for (Definition definition : definitions.inOrder()) {
            if (isUntold(definition)) {
                tellCutOver(definition);
                (definition.rescored() ? rescored : redefined).add(definition.key());
                last = later(last, activeSince(definition));
            }
        }
        state.standings().keySet().removeIf(ref -> !definitions.contains(ref));
        tellReferring(redefined, last, Cause.DEFINITION);
        tellReferring(rescored, last, Cause.MODEL);
    }

    private void tellReferring(Set<String> cutOver, Instant instant, Cause cause) {
        if (!cutOver.isEmpty()) {
            evaluate(
                    definition -> definitions.closureOf(definition).refersToOneOf(cutOver),
                    Step.without(before(instant), after(instant), cause));
        }
    }

    private boolean isUntold(Definition definition) {
        return definition.active() && definition.epoch() > state.epoch();
    }

    private static Instant activeSince(Definition definition) {
        return Objects.requireNonNull(definition.activeSince());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// What time brought to the new version before is not told: nobody read it then.
    private void tellCutOver(Definition definition) {
        Instant cutOver = activeSince(definition);
        Standing old = Standing.OUTSIDE;
        boolean first = true;
        for (Map.Entry<Definition.Ref, Standing> standing : state.standings().entrySet()) {
            if (isRetired(standing.getKey(), definition)) {
                old = standing.getValue();
                first = false;
            }
        }
        boolean member = standingAtCutOver(definition, cutOver).member();
        if (old.member() != member) {
            state.nextVersion();
            Cause other = first ? Cause.BACKFILL : Cause.DEFINITION;
            Step step = Step.without(before(cutOver), after(cutOver), definition.rescored() ? Cause.MODEL : other);
            tell(definition, member, step, cutOver);
        }
    }

    /// Where something that it refers to was cut over later and is untold, too, it cannot be evaluated as of then: it
    /// is what readers saw until that moment, at which it is evaluated again.
    private Standing standingAtCutOver(Definition definition, Instant cutOver) {
        Standing stored = standingOf(definition.ref());
        boolean movedLater = definitions.closureOf(definition).parts().stream()
                .anyMatch(part -> isUntold(part) && activeSince(part).isAfter(cutOver));
        if (movedLater) {
            return stored;
        }
        Standing is = after(cutOver).evaluated(definition, stored);
        state.standings().put(definition.ref(), is);
        return is;
    }

    /// The segment was archived: whoever was a member left then, whatever time would have brought.
    private void tellWithdrawal(Withdrawal gone, Standing was) {
        if (gone.epoch() > state.epoch() && was.member()) {
            state.nextVersion();
            changes.add(MembershipChange.withdrawn(state.customerId(), gone, state.version()));
        }
    }

    private boolean isRetired(Definition.Ref ref, Definition definition) {
        return ref.segmentId() == definition.ref().segmentId() && !definitions.contains(ref);
    }

    /// Goes through every instant at which time alone changed something, in order.
    private void settle() {
        Instant due = due();
        while (!due.isAfter(now)) {
            Instant instant = due;
            evaluate(
                    definition -> nextOf(definition).equals(instant),
                    Step.without(before(instant.minusNanos(1_000)), after(instant), Cause.CLOCK));
            due = due();
            if (!due.isAfter(instant)) {
                throw new IllegalStateException("time stands still for customer " + state.customerId());
            }
        }
    }

    /// The earliest instant whose time has come for the segment that waits for it.
    private Instant due() {
        Instant due = Verdict.NEVER;
        for (Definition definition : definitions.inOrder()) {
            Instant next = nextOf(definition);
            if (next.isBefore(due)
                    && !next.isAfter(
                            horizons.of(definitions.closureOf(definition).sources()))) {
                due = next;
            }
        }
        return due;
    }

    private Instant nextOf(Definition definition) {
        return standingOf(definition.ref()).next();
    }

    private void evaluateNewDefinitions() {
        evaluate(
                definition -> !state.standings().containsKey(definition.ref()),
                Step.without(before(now), after(now), Cause.DEFINITION));
    }

    private void apply(List<Arrival> news) {
        Outlook before = before(now);
        List<Arrival> unknown = news.stream().filter(this::absorb).toList();
        if (unknown.isEmpty()) {
            return;
        }
        evaluate(
                definition -> !state.standings().containsKey(definition.ref())
                        || unknown.stream().anyMatch(arrival -> concerns(definition, arrival)),
                Step.because(before, after(now), unknown));
    }

    /// Lists are known again as soon as a lost row is, facts only bit by bit: what reads both waits for its facts.
    private boolean concerns(Definition definition, Arrival arrival) {
        Closure closure = definitions.closureOf(definition);
        boolean waits = fresh
                && arrival instanceof Arrival.OfList
                && state.told().standings().containsKey(definition.ref().segmentId())
                && closure.readsMoreThanLists();
        return !waits && closure.readsNews(arrival);
    }

    /// Whether the arrival told anything new.
    private boolean absorb(Arrival arrival) {
        if (!state.isNews(arrival)) {
            return false;
        }
        switch (arrival) {
            case Arrival.OfProfile news -> state.profile(news.profile());
            case Arrival.OfList news -> state.lists(state.lists().with(news.list(), news.listing()));
            case Arrival.OfFact news -> {
                state.journal().add(news.fact());
                state.factsChanged();
            }
        }
        return true;
    }

    /// Evaluates what was chosen, and whatever depends on what thereby moves.
    private void evaluate(Predicate<Definition> chosen, Step step) {
        Set<String> moved = new HashSet<>();
        boolean told = false;
        for (Definition definition : definitions.inOrder()) {
            if (chosen.test(definition)
                    || !Collections.disjoint(definition.reads().segments(), moved)) {
                Standing was = state.standings().get(definition.ref());
                Standing is = step.after().evaluated(definition, was == null ? Standing.OUTSIDE : was);
                state.standings().put(definition.ref(), is);
                if (definition.active() && (was == null || is.differsFrom(was))) {
                    moved.add(definition.key());
                    if (is.member() != (was != null && was.member())) {
                        if (!told) {
                            state.nextVersion();
                            told = true;
                        }
                        tell(definition, is.member(), step);
                    }
                }
            }
        }
    }

    private void tell(Definition definition, boolean entered, Step step) {
        tell(definition, entered, step, now);
    }

    private void tell(Definition definition, boolean entered, Step step, Instant recordedAt) {
        UUID id = MembershipChange.idOf(state.customerId(), definition.key(), state.version());
        Step.Reason reason = step.reasonFor(definition, definitions, id);
        changes.add(new MembershipChange(
                id,
                state.customerId(),
                definition.ref(),
                definition.key(),
                entered,
                reason.cause(),
                reason.origin(),
                state.version(),
                step.instant(),
                recordedAt,
                Explanation.flipped(
                        definition.rule(),
                        step.before().of(definition),
                        step.after().of(definition))));
    }

    /// As things stand at this moment, also when the state has moved on.
    private Outlook before(Instant instant) {
        return new Outlook(state.facts(), Map.copyOf(state.standings()), definitions, horizons, instant);
    }

    /// As things become: later changes of the state are seen.
    private Outlook after(Instant instant) {
        return new Outlook(state.facts(), state.standings(), definitions, horizons, instant);
    }

    private Standing standingOf(Definition.Ref ref) {
        return state.standings().getOrDefault(ref, Standing.OUTSIDE);
    }
}
