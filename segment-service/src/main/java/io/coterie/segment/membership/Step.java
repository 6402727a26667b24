package io.coterie.segment.membership;

import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Closure;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.facts.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One step of a touch: how things stood before it and stand after it, and what brought it about, news or something else.
record Step(
        Outlook before,
        Outlook after,
        List<Arrival> news,
        @Nullable Cause cause) {
    /// Why one segment flipped in this step.
    record Reason(Cause cause, Origin origin) {}

    static Step because(Outlook before, Outlook after, List<Arrival> news) {
        return new Step(before, after, news, null);
    }

    /// A step that no news brought about: time, or a definition.
    static Step without(Outlook before, Outlook after, Cause cause) {
        return new Step(before, after, List.of(), cause);
    }

    Instant instant() {
        return after.instant();
    }

    /// The last news that the segment reads, itself or through the segments that it refers to: so a nested flip has its
    /// root's cause. What no news brought about starts a chain of its own.
    Reason reasonFor(Definition definition, Definitions definitions, UUID changeId) {
        if (cause != null) {
            return new Reason(cause, Origin.first(changeId));
        }
        Closure closure = definitions.closureOf(definition);
        Arrival root = news.reversed().stream()
                .filter(closure::readsNews)
                .findFirst()
                .orElse(news.getLast());
        return new Reason(Cause.of(root), root.origin().causes(root.id()));
    }
}
