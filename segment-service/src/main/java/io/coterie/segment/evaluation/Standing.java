package io.coterie.segment.evaluation;

import java.time.Instant;

/// How a customer stands to one version of a segment.
///
/// @param since when this verdict came about
/// @param next when time alone may change it
/// @param seen up to when facts counted in it
/// @param settled up to when time acted on it; it never goes back
public record Standing(boolean member, Instant since, Instant next, Instant seen, Instant settled) {
    /// The standing towards a segment that nobody evaluated: outside, and no time changes it.
    public static final Standing OUTSIDE =
            new Standing(false, Instant.EPOCH, Verdict.NEVER, Instant.MIN, Instant.MIN);

    /// Whether it is also what the rule says when time has acted up to this instant.
    public boolean isValidAt(Instant instant) {
        return !instant.isBefore(settled) && instant.isBefore(next);
    }

    /// Whether those who refer to the segment must look again.
    public boolean differsFrom(Standing other) {
        return member != other.member || !next.equals(other.next);
    }
}
