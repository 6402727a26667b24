package io.coterie.segment.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rules can be written about, as it was seen at customers.
///
/// @param customers how many were looked at
/// @param complete whether these were all
/// @param traits by how many have them, nested ones as paths with dots
/// @param events by how many did them
/// @param feedback metrics and surveys by how many answered
/// @param segments keys of segments
/// @param scores computed traits, which no profile has
/// @param lists keys of static lists
public record Vocabulary(
        int customers,
        boolean complete,
        List<Named> traits,
        List<Event> events,
        List<Metric> feedback,
        List<String> segments,
        List<Score> scores,
        List<String> lists) {

    /// A trait or a property.
    ///
    /// @param types what its values are: string, number, boolean, list; the most frequent first
    /// @param customers how many of those that were looked at have it
    /// @param values those that several customers have, the most frequent first; nothing that tells one from others
    public record Named(String name, List<String> types, int customers, List<JsonNode> values) {}

    /// @param model the version of the model that it is by; absent where there is none yet, and nobody has a score
    public record Score(
            String trait, int lowest, int highest, @Nullable Integer model) {}

    public record Event(String name, int customers, List<Named> properties) {}

    public record Metric(String name, int customers, List<String> surveys, List<String> themes) {}
}
