package io.coterie.segment.evaluation;

import io.coterie.segment.facts.CustomerFacts;
import java.time.Instant;
import java.util.function.Function;

/// What a rule is evaluated against: facts, and the standing towards other segments by key.
///
/// Facts act at once, their absence only when it is certain: a window begins with the facts of `now` and ends with
/// those that have left it by `settled`. The two are the same wherever nothing is waited for.
///
/// @param now facts count up to here
/// @param settled what leaves a window, leaves it up to here; not after `now`
public record Circumstances(CustomerFacts facts, Function<String, Standing> segments, Instant now, Instant settled) {}
