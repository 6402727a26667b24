package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Arrival;
import java.util.Set;

/// A definition with the active ones that it refers to, itself or through others.
///
/// @param sources those that any of them reads
public record Closure(Set<Definition> parts, Sources sources) {
    public boolean readsNews(Arrival arrival) {
        for (Definition part : parts) {
            if (part.readsNews(arrival)) {
                return true;
            }
        }
        return false;
    }

    public boolean readsMoreThanLists() {
        return parts.stream()
                .map(Definition::reads)
                .anyMatch(reads -> reads.traits()
                        || !reads.events().isEmpty()
                        || !reads.metrics().isEmpty());
    }

    /// Whether one of these segments is referred to.
    public boolean refersToOneOf(Set<String> keys) {
        return !keys.isEmpty()
                && parts.stream()
                        .flatMap(part -> part.reads().segments().stream())
                        .anyMatch(keys::contains);
    }
}
