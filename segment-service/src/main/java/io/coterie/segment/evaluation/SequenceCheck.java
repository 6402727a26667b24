package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Whether some occurrence of the first step within the outer window has been completed. What is asked holds from a
/// completion until its first step leaves the window; the union of these spans is what is looked at.
///
/// A sequence with a negated step waits with all that it says until the absence is certain.
final class SequenceCheck implements LeafCheck {
    private final List<CustomerFacts.Selection> selections;
    private final List<Rule.Step> steps;
    private final Rule.Sequence leaf;
    private final boolean waits;
    private final long within;

    SequenceCheck(Rule.Sequence leaf, List<CustomerFacts.Selection> selections) {
        this.leaf = leaf;
        this.selections = selections;
        this.steps = leaf.steps();
        this.waits = steps.stream().anyMatch(Rule.Step::negated);
        this.within = leaf.within() == null ? Micros.NEVER : Micros.of(leaf.within());
    }

    @Override
    public Reading read(Circumstances circumstances) {
        List<Completion> completions = completions(circumstances.facts());
        long reached = waits ? circumstances.settled() : circumstances.now();
        long settled = circumstances.settled();
        long heldUntil = Long.MIN_VALUE;
        long nextCompleted = Micros.NEVER;
        Completion seen = null;
        for (Completion completion : completions) {
            long ends = ends(completion);
            if (ends <= Math.max(settled, completion.at())) {
                continue;
            }
            if (completion.at() <= reached || completion.at() <= heldUntil) {
                seen = completion.at() <= reached ? completion : seen;
                heldUntil = Math.max(heldUntil, ends);
            } else {
                nextCompleted = Math.min(nextCompleted, completion.at());
            }
        }
        return seen == null
                ? new Reading(new Verdict(false, nextCompleted), null, null)
                : new Reading(
                        new Verdict(true, heldUntil),
                        completedAt(seen),
                        seen.first().id());
    }

    private static JsonNode completedAt(Completion completion) {
        return TextNode.valueOf(Micros.instant(completion.at()).toString());
    }

    private long ends(Completion completion) {
        return within == Micros.NEVER
                ? Micros.NEVER
                : Micros.of(completion.first().at()) + within;
    }

    /// In the order of their times.
    private List<Completion> completions(CustomerFacts facts) {
        List<Series> all = selections.stream().map(facts::select).toList();
        String same = leaf.same();
        if (same == null) {
            return Chains.completed(steps, all);
        }
        List<Map<Object, Series>> parted =
                all.stream().map(series -> series.partedBy(same)).toList();
        List<Completion> completions = new ArrayList<>();
        for (Object value : parted.getFirst().keySet()) {
            completions.addAll(Chains.completed(
                    steps,
                    parted.stream()
                            .map(parts -> parts.getOrDefault(value, Series.EMPTY))
                            .toList()));
        }
        completions.sort(Comparator.comparingLong(Completion::at));
        return completions;
    }
}
