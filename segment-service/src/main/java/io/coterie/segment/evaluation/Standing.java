package io.coterie.segment.evaluation;

import java.time.Instant;

/// How a customer stands to one version of a segment.
///
/// @param since when this verdict came about
/// @param next when time alone may change it
public record Standing(boolean member, Instant since, Instant next) {
    /// The standing towards a segment that nobody evaluated: outside, and no time changes it.
    public static final Standing OUTSIDE = new Standing(false, Instant.EPOCH, Verdict.NEVER);
}
