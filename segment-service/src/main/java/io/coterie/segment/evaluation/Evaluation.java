package io.coterie.segment.evaluation;

import io.coterie.segment.rule.Rule;
import java.time.Instant;
import java.util.List;

/// Evaluates rules. A group's next change is the tightest bound that its parts allow: a conjunction that holds may fall
/// with the first of its parts; one that doesn't can only hold once every failing part has changed.
public final class Evaluation {
    private Evaluation() {}

    public static Verdict of(Rule rule, Circumstances circumstances) {
        return switch (rule) {
            case Rule.All(var _, var parts) -> all(parts, circumstances);
            case Rule.Any(var _, var parts) -> any(parts, circumstances);
            case Rule.None(var _, var parts) -> negated(any(parts, circumstances));
            case Rule.Not(var _, var part) -> negated(of(part, circumstances));
            case Rule.Leaf leaf -> LeafReader.read(leaf, circumstances).verdict();
        };
    }

    private static Verdict negated(Verdict verdict) {
        return new Verdict(!verdict.holds(), verdict.next());
    }

    private static Verdict all(List<Rule> parts, Circumstances circumstances) {
        return combined(parts, circumstances, true);
    }

    private static Verdict any(List<Rule> parts, Circumstances circumstances) {
        return combined(parts, circumstances, false);
    }

    /// @param neutral what all parts must be for the group to be it: true for a conjunction, false for a disjunction
    private static Verdict combined(List<Rule> parts, Circumstances circumstances, boolean neutral) {
        Instant firstNeutral = Verdict.NEVER;
        Instant lastDeciding = Instant.MIN;
        for (Rule part : parts) {
            Verdict verdict = of(part, circumstances);
            if (verdict.holds() == neutral) {
                firstNeutral = earlier(firstNeutral, verdict.next());
            } else if (verdict.next().equals(Verdict.NEVER)) {
                return verdict;
            } else {
                lastDeciding = later(lastDeciding, verdict.next());
            }
        }
        return lastDeciding.equals(Instant.MIN)
                ? new Verdict(neutral, firstNeutral)
                : new Verdict(!neutral, lastDeciding);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
