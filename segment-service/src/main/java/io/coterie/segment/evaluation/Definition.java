package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of a segment that is being evaluated.
///
/// @param activeSince when it became the version that reads and campaigns see; absent while it is being prepared
/// @param epoch the definition epoch at which it became what it is
public record Definition(
        Ref ref,
        String key,
        Rule rule,
        Reads reads,
        @Nullable Instant activeSince,
        long epoch) {
    /// The version's identity inside stored states.
    public record Ref(int segmentId, int version) {}

    public boolean active() {
        return activeSince != null;
    }

    public boolean readsNews(Arrival arrival) {
        return switch (arrival) {
            case Arrival.OfProfile profile -> reads.traits();
            case Arrival.OfFact fact -> readsFact(fact.fact());
        };
    }

    private boolean readsFact(Fact fact) {
        return switch (fact) {
            case Fact.Behaviour behaviour -> reads.events().contains(behaviour.event());
            case Fact.Answer answer ->
                reads.metrics().stream().anyMatch(metric -> answer.values().has(metric));
        };
    }
}
