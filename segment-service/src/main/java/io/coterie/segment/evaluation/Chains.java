package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Finds the completions of a sequence step by step, each in one pass over the facts of the step. What comes as far by
/// several ways is kept once, with the latest first step, for that stays longest in the window.
final class Chains {
    private Chains() {}

    /// @param series the facts that fit each step
    /// @return in the order of their times
    static List<Completion> completed(List<Rule.Step> steps, List<Series> series) {
        List<Completion> reached = begun(series.getFirst());
        for (int i = 1; i < steps.size() && !reached.isEmpty(); i++) {
            Rule.Step step = steps.get(i);
            long within = step.within() == null ? Micros.NEVER : Micros.of(step.within());
            reached =
                    step.negated() ? passed(reached, series.get(i), within) : followed(reached, series.get(i), within);
        }
        return reached;
    }

    private static List<Completion> begun(Series first) {
        List<Completion> begun = new ArrayList<>(first.size());
        for (int i = 0; i < first.size(); i++) {
            begun.add(new Completion(first.fact(i), first.at(i), first.fact(i)));
        }
        return begun;
    }

    private static List<Completion> followed(List<Completion> before, Series series, long within) {
        List<Completion> followed = new ArrayList<>();
        // those that the next fact may follow, each with a first step later than that of all after it
        Deque<Completion> open = new ArrayDeque<>();
        int next = 0;
        for (int i = 0; i < series.size(); i++) {
            Fact fact = series.fact(i);
            long at = series.at(i);
            while (next < before.size() && before.get(next).isBefore(fact, at)) {
                Completion candidate = before.get(next++);
                while (!open.isEmpty() && !isLater(open.getLast(), candidate)) {
                    open.removeLast();
                }
                open.addLast(candidate);
            }
            while (!open.isEmpty() && within != Micros.NEVER && open.getFirst().at() + within <= at) {
                open.removeFirst();
            }
            if (!open.isEmpty()) {
                followed.add(new Completion(open.getFirst().first(), at, fact));
            }
        }
        return followed;
    }

    private static boolean isLater(Completion a, Completion b) {
        return Fact.IN_TIME.compare(a.first(), b.first()) > 0;
    }

    /// Those after which no fact came in time.
    private static List<Completion> passed(List<Completion> before, Series series, long within) {
        List<Completion> passed = new ArrayList<>();
        int next = 0;
        for (Completion completion : before) {
            while (next < series.size() && !completion.isBefore(series.fact(next), series.at(next))) {
                next++;
            }
            long ends = completion.at() + within;
            if (next == series.size() || series.at(next) >= ends) {
                passed.add(new Completion(completion.first(), ends, null));
            }
        }
        return passed;
    }
}
