package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Slides a window over events, oldest first: the verdict now, then forward through every instant at which an event
/// enters (its own time) or leaves (its time plus the window) until the verdict differs.
///
/// The window at an instant t is half-open, `(t - within, t]`; while its far end is held back to an earlier instant s,
/// it is `(s - within, t]`.
final class WindowScan {
    private final Rule.Behaviour leaf;
    private final List<Fact.Behaviour> events;
    private final Tally tally;
    /// events[oldest, newest) are in the window
    private int oldest;
    private int newest;

    WindowScan(Rule.Behaviour leaf, List<Fact.Behaviour> events) {
        this.leaf = leaf;
        this.events = events;
        this.tally = Tally.of(leaf.aggregate());
    }

    Reading at(Instant now, Instant settled) {
        advance(now, settled);
        JsonNode observed = tally.value();
        boolean holds = leaf.comparison().holds(observed);
        return new Reading(holds, nextChange(holds), observed, null);
    }

    private Instant nextChange(boolean holds) {
        while (true) {
            Instant instant = nextMovement();
            if (instant.equals(Verdict.NEVER)) {
                return Verdict.NEVER;
            }
            advance(instant, instant);
            if (leaf.comparison().holds(tally.value()) != holds) {
                return instant;
            }
        }
    }

    private void advance(Instant entered, Instant left) {
        while (newest < events.size() && !events.get(newest).at().isAfter(entered)) {
            tally.add(events.get(newest++).properties());
        }
        while (oldest < newest && !leaves(events.get(oldest)).isAfter(left)) {
            tally.remove(events.get(oldest++).properties());
        }
    }

    private Instant nextMovement() {
        Instant enters = newest < events.size() ? events.get(newest).at() : Verdict.NEVER;
        Instant leaves = oldest < newest ? leaves(events.get(oldest)) : Verdict.NEVER;
        return enters.isBefore(leaves) ? enters : leaves;
    }

    private Instant leaves(Fact.Behaviour event) {
        @Nullable Duration within = leaf.within();
        return within == null ? Verdict.NEVER : event.at().plus(within);
    }
}
