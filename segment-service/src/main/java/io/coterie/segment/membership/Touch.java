package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Evaluation;
import io.coterie.segment.evaluation.Explanation;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import io.coterie.segment.facts.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// One turn of a customer's state: tell cut-overs of definitions, settle what time has brought, evaluate definitions
/// that are new, then apply the news. Each step happens at its own instant, so that the history is exact even after a
/// pause, and each only looks at the segments that read what changed.
public final class Touch {
    private final CustomerState state;
    private final Definitions definitions;
    private final Instant now;
    private final List<MembershipChange> changes = new ArrayList<>();

    private Touch(CustomerState state, Definitions definitions, Instant now) {
        this.state = state;
        this.definitions = definitions;
        this.now = now;
    }

    /// Changes the state and returns the changes of its memberships.
    /// @param clock the present; a state never goes back behind its own last instant
    public static List<MembershipChange> of(
            CustomerState state, Definitions definitions, Instant clock, List<Arrival> news) {
        Instant now = clock.isAfter(state.lastInstant()) ? clock : state.lastInstant();
        Touch touch = new Touch(state, definitions, now);
        touch.run(news);
        return touch.changes;
    }

    /// Whether a turn would change anything: a fact that is known already changes nothing, not even a version.
    public static boolean isDue(CustomerState state, Definitions definitions, Instant clock, List<Arrival> news) {
        return state.isFresh()
                || state.epoch() < definitions.epoch()
                || !state.due().isAfter(clock)
                || news.stream().anyMatch(state::isNews);
    }

    private void run(List<Arrival> news) {
        boolean fresh = state.isFresh();
        state.nextVersion();
        if (fresh) {
            standAsTold();
        } else {
            Set<String> cutOver = tellCutOvers();
            settle();
            evaluateNewDefinitions(cutOver);
        }
        apply(news.stream().filter(Arrival::historical).toList());
        apply(news.stream().filter(arrival -> !arrival.historical()).toList());
        state.reached(now, definitions.epoch());
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
    }

    /// A version that became active since this row was last touched: the difference to the version before is told.
    private Set<String> tellCutOvers() {
        Set<String> cutOver = new HashSet<>();
        for (Definition definition : definitions.inOrder()) {
            if (definition.active() && definition.epoch() > state.epoch()) {
                tellCutOver(definition);
                cutOver.add(definition.key());
            }
        }
        state.standings().keySet().removeIf(ref -> !definitions.contains(ref));
        return cutOver;
    }

    private void tellCutOver(Definition definition) {
        Standing old = Standing.OUTSIDE;
        boolean first = true;
        for (Map.Entry<Definition.Ref, Standing> standing : state.standings().entrySet()) {
            if (isRetired(standing.getKey(), definition)) {
                old = standing.getValue();
                first = false;
            }
        }
        boolean member = standingOf(definition.ref()).member();
        if (old.member() != member) {
            state.nextVersion();
            tell(definition, member, quiet(first ? Cause.BACKFILL : Cause.DEFINITION));
        }
    }

    private boolean isRetired(Definition.Ref ref, Definition definition) {
        return ref.segmentId() == definition.ref().segmentId() && !definitions.contains(ref);
    }

    /// Goes through every instant at which time alone changed something, in order.
    private void settle() {
        Instant due = state.due();
        while (!due.isAfter(now)) {
            Instant instant = due;
            evaluate(
                    definition -> !standingOf(definition.ref()).next().isAfter(instant),
                    Step.without(before(instant.minusNanos(1_000)), after(instant), Cause.CLOCK));
            due = state.due();
            if (!due.isAfter(instant)) {
                throw new IllegalStateException("time stands still for customer " + state.customerId());
            }
        }
    }

    private void evaluateNewDefinitions(Set<String> cutOver) {
        evaluate(
                definition -> !state.standings().containsKey(definition.ref())
                        || !Collections.disjoint(definition.reads().segments(), cutOver),
                quiet(Cause.DEFINITION));
    }

    private void apply(List<Arrival> news) {
        Circumstances before = before(now);
        List<Arrival> fresh = news.stream().filter(this::absorb).toList();
        if (fresh.isEmpty()) {
            return;
        }
        evaluate(
                definition -> !state.standings().containsKey(definition.ref())
                        || fresh.stream().anyMatch(definition::readsNews),
                Step.because(before, after(now), fresh));
    }

    /// Whether the arrival told anything new.
    private boolean absorb(Arrival arrival) {
        if (!state.isNews(arrival)) {
            return false;
        }
        switch (arrival) {
            case Arrival.OfProfile news -> state.profile(news.profile());
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
                Standing is = evaluated(definition, was == null ? Standing.OUTSIDE : was, step.after());
                state.standings().put(definition.ref(), is);
                if (definition.active() && !is.equals(was)) {
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

    private static Standing evaluated(Definition definition, Standing was, Circumstances circumstances) {
        Verdict verdict = Evaluation.of(definition.rule(), circumstances);
        Instant since = was.member() == verdict.holds() ? was.since() : circumstances.now();
        return new Standing(verdict.holds(), since, verdict.next());
    }

    private void tell(Definition definition, boolean entered, Step step) {
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
                step.after().now(),
                now,
                Explanation.flipped(definition.rule(), step.before(), step.after())));
    }

    private Step quiet(Cause cause) {
        return Step.without(before(now), after(now), cause);
    }

    /// As things stand at this moment, also when the state has moved on.
    private Circumstances before(Instant instant) {
        Map<Definition.Ref, Standing> then = Map.copyOf(state.standings());
        return new Circumstances(state.facts(), key -> standing(then, key), instant);
    }

    /// As things become: later changes of the state are seen.
    private Circumstances after(Instant instant) {
        return new Circumstances(state.facts(), key -> standing(state.standings(), key), instant);
    }

    private Standing standing(Map<Definition.Ref, Standing> standings, String key) {
        return definitions
                .active(key)
                .map(active -> standings.getOrDefault(active.ref(), Standing.OUTSIDE))
                .orElse(Standing.OUTSIDE);
    }

    private Standing standingOf(Definition.Ref ref) {
        return state.standings().getOrDefault(ref, Standing.OUTSIDE);
    }
}
