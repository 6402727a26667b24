package io.coterie.segment.rule;

import java.util.HashSet;
import java.util.Set;

/// What a rule looks at, so that only the rules that read what changed are evaluated.
///
/// @param events names of behaviours
/// @param traits whether the profile is read, be it for the time zone alone
/// @param metrics metrics of feedback
/// @param segments keys of other segments
/// @param lists keys of static lists
public record Reads(Set<String> events, boolean traits, Set<String> metrics, Set<String> segments, Set<String> lists) {
    public static Reads of(Rule rule) {
        Collector found = new Collector();
        rule.leaves().forEach(found::visit);
        return new Reads(
                Set.copyOf(found.events),
                found.traits,
                Set.copyOf(found.metrics),
                Set.copyOf(found.segments),
                Set.copyOf(found.lists));
    }

    private static final class Collector {
        private final Set<String> events = new HashSet<>();
        private final Set<String> metrics = new HashSet<>();
        private final Set<String> segments = new HashSet<>();
        private final Set<String> lists = new HashSet<>();
        private boolean traits;

        private void visit(Rule.Leaf leaf) {
            switch (leaf) {
                case Rule.Trait _, Rule.TraitDate _ -> traits = true;
                case Rule.Behaviour behaviour -> {
                    events.add(behaviour.pattern().event());
                    traits |= behaviour.aggregate() instanceof Rule.Aggregate.Days;
                }
                case Rule.Sequence sequence ->
                    sequence.steps().forEach(step -> events.add(step.pattern().event()));
                case Rule.Feedback feedback -> metrics.add(feedback.metric());
                case Rule.Score score -> {
                    if (score.model() != null) {
                        events.add(score.model().settings().event());
                    }
                }
                case Rule.Segment segment -> segments.add(segment.key());
                case Rule.OnList list -> lists.add(list.key());
            }
        }
    }
}
