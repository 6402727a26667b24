package io.coterie.segment.evaluation;

import java.time.Instant;

/// A version that was active until its segment was archived: nobody is a member from then on.
///
/// @param epoch the definition epoch from which on it is gone
public record Withdrawal(Definition.Ref ref, String key, Instant at, long epoch) {}
