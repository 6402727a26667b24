package io.coterie.segment.membership;

import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.facts.Arrival;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step of a touch: the circumstances on both sides of it, and what brought it about, news or something else.
record Step(
        Circumstances before,
        Circumstances after,
        List<Arrival> news,
        @Nullable Cause cause) {
    /// Why one segment flipped in this step.
    record Reason(Cause cause, Origin origin) {}

    static Step because(Circumstances before, Circumstances after, List<Arrival> news) {
        return new Step(before, after, news, null);
    }

    /// A step that no news brought about: time, or a definition.
    static Step without(Circumstances before, Circumstances after, Cause cause) {
        return new Step(before, after, List.of(), cause);
    }

    /// The last news that the segment reads, itself or through the segments that it refers to: so a nested flip has its
    /// root's cause. What no news brought about starts a chain of its own.
    Reason reasonFor(Definition definition, Definitions definitions, UUID changeId) {
        if (cause != null) {
            return new Reason(cause, Origin.first(changeId));
        }
        Set<Definition> closure = new HashSet<>();
        collect(definition, definitions, closure);
        Arrival root = news.reversed().stream()
                .filter(arrival -> closure.stream().anyMatch(part -> part.readsNews(arrival)))
                .findFirst()
                .orElse(news.getLast());
        return new Reason(Cause.of(root), root.origin().causes(root.id()));
    }

    private static void collect(Definition definition, Definitions definitions, Set<Definition> closure) {
        if (closure.add(definition)) {
            for (String key : definition.reads().segments()) {
                Optional<Definition> part = definitions.active(key);
                part.ifPresent(active -> collect(active, definitions, closure));
            }
        }
    }
}
