package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Micros;

/// Several checks as one. The next change is the tightest bound that the parts allow: a conjunction that holds may fall
/// with the first of its parts; one that doesn't can only hold once every failing part has changed.
final class Group implements Check {
    private final Check[] parts;
    private final boolean neutral;

    /// @param neutral what all parts must be for the group to be it: true for a conjunction, false for a disjunction
    Group(Check[] parts, boolean neutral) {
        this.parts = parts;
        this.neutral = neutral;
    }

    @Override
    public Verdict of(Circumstances circumstances) {
        long firstNeutral = Micros.NEVER;
        long lastDeciding = Long.MIN_VALUE;
        for (Check part : parts) {
            Verdict verdict = part.of(circumstances);
            if (verdict.holds() == neutral) {
                firstNeutral = Math.min(firstNeutral, verdict.next());
            } else if (verdict.next() == Micros.NEVER) {
                return verdict;
            } else {
                lastDeciding = Math.max(lastDeciding, verdict.next());
            }
        }
        return lastDeciding == Long.MIN_VALUE
                ? new Verdict(neutral, firstNeutral)
                : new Verdict(!neutral, lastDeciding);
    }
}
