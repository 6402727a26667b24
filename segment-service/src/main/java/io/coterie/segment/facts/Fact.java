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

    /// Of the event, or of the survey.
    String name();

    Values stored();

    /// What is known of it by name, a JSON object: properties of a behaviour, scores of an answer.
    default JsonNode values() {
        return stored().json();
    }

    /// @param properties a JSON object
    record Behaviour(UUID id, Instant at, String event, Values properties) implements Fact {
        public Behaviour(UUID id, Instant at, String event, JsonNode properties) {
            this(id, at, event, Values.of(properties));
        }

        @Override
        public String name() {
            return event;
        }

        @Override
        public Values stored() {
            return properties;
        }
    }

    /// A survey answer; the higher version of one id replaces the lower.
    /// @param scores numbers by metric, such as `{"nps": 3}`
    /// @param themes what the answer is about, as found by whoever read it
    record Answer(UUID id, int version, Instant at, String survey, Values scores, Set<String> themes) implements Fact {
        public Answer(UUID id, int version, Instant at, String survey, JsonNode scores, Set<String> themes) {
            this(id, version, at, survey, Values.of(scores), themes);
        }

        @Override
        public String name() {
            return survey;
        }

        @Override
        public Values stored() {
            return scores;
        }
    }
}
