package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Micros;
import java.time.Instant;

/// Whether a rule holds, and the earliest instant at which that can change if nothing else happens: a lower bound, in
/// microseconds since 1970, [Micros#NEVER] where time alone changes nothing.
public record Verdict(boolean holds, long next) {
    /// Of a rule that time alone does not change.
    public static final Instant NEVER = Instant.MAX;

    static final Verdict ALWAYS = new Verdict(true, Micros.NEVER);
    static final Verdict NEVERMORE = new Verdict(false, Micros.NEVER);

    static Verdict constant(boolean holds) {
        return holds ? ALWAYS : NEVERMORE;
    }

    /// Of something that holds from one instant until before another.
    static Verdict between(long from, long to, long instant) {
        if (instant < from && from < to) {
            return new Verdict(false, from);
        }
        return instant < to && from < to ? new Verdict(true, to) : NEVERMORE;
    }

    Verdict negated() {
        return new Verdict(!holds, next);
    }

    public Instant nextChange() {
        return Micros.instant(next);
    }
}
