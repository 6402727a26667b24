package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/// Something that a customer did or said, at an instant that is exact to the microsecond.
public sealed interface Fact {
    /// Time first; facts of one instant keep the order of their ids.
    Comparator<Fact> IN_TIME = Comparator.comparing(Fact::at).thenComparing(Fact::id);

    UUID id();

    Instant at();

    /// @param properties a JSON object
    record Behaviour(UUID id, Instant at, String event, JsonNode properties) implements Fact {}

    /// A survey answer; the higher version of one id replaces the lower.
    /// @param scores numbers by metric, such as `{"nps": 3}`
    record Answer(UUID id, int version, Instant at, String survey, JsonNode scores) implements Fact {}
}
