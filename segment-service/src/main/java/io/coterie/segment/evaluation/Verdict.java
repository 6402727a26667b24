package io.coterie.segment.evaluation;

import java.time.Instant;

/// Whether a rule holds, and the earliest instant at which that can change if nothing else happens
/// (a lower bound; `NEVER` where time alone changes nothing).
public record Verdict(boolean holds, Instant next) {
    public static final Instant NEVER = Instant.MAX;
}
