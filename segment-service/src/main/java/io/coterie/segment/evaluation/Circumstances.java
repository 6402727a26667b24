package io.coterie.segment.evaluation;

import io.coterie.segment.facts.CustomerFacts;
import java.time.Instant;
import java.util.function.Function;

/// What a rule is evaluated against: facts, the standing towards other segments by key, and the instant.
public record Circumstances(CustomerFacts facts, Function<String, Standing> segments, Instant now) {}
