package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/// Something that a customer did or said, at an instant that is exact to the microsecond.
public sealed interface Fact {
    /// Time first; facts of one instant keep the order of their ids.
    Comparator<Fact> IN_TIME = Comparator.comparing(Fact::at).thenComparing(Fact::id);

    UUID id();

    Instant at();

    /// What is known of it by name, a JSON object: properties of a behaviour, scores of an answer.
    JsonNode values();

    /// @param properties a JSON object
    record Behaviour(UUID id, Instant at, String event, JsonNode properties) implements Fact {
        @Override
        public JsonNode values() {
            return properties;
        }
    }

    /// A survey answer; the higher version of one id replaces the lower.
    /// @param scores numbers by metric, such as `{"nps": 3}`
    /// @param themes what the answer is about, as found by whoever read it
    record Answer(UUID id, int version, Instant at, String survey, JsonNode scores, Set<String> themes)
            implements Fact {
        @Override
        public JsonNode values() {
            return scores;
        }
    }
}
