package io.coterie.segment.evaluation;

import io.coterie.segment.facts.CustomerFacts;
import java.time.ZoneId;
import java.util.function.Function;

/// What a rule is evaluated against: facts, and the standing towards other segments by key.
///
/// Facts act at once, their absence only when it is certain: a window begins with the facts of `now` and ends with
/// those that have left it by `settled`. The two are the same wherever nothing is waited for.
///
/// @param zone whose calendar counts: the customer's, else the installation's
/// @param now facts count up to here, in microseconds since 1970
/// @param settled what time alone brings about happens up to here; not after `now`
public record Circumstances(
        CustomerFacts facts, Function<String, Standing> segments, ZoneId zone, long now, long settled) {}
