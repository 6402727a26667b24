package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Rule;
import java.util.List;

/// Reads what a leaf observes.
final class LeafReader {
    private LeafReader() {}

    static Reading read(Rule.Leaf leaf, Circumstances circumstances) {
        return switch (leaf) {
            case Rule.Trait trait -> trait(trait, circumstances);
            case Rule.Segment segment -> segment(segment, circumstances);
            case Rule.Behaviour behaviour -> behaviour(behaviour, circumstances);
            case Rule.Feedback feedback ->
                new LastAnswer(feedback, circumstances.facts().answers())
                        .at(circumstances.now(), circumstances.settled());
        };
    }

    private static Reading trait(Rule.Trait leaf, Circumstances circumstances) {
        JsonNode observed = circumstances.facts().profile().trait(leaf.path());
        return new Reading(leaf.comparison().holds(observed), Verdict.NEVER, observed, null);
    }

    private static Reading segment(Rule.Segment leaf, Circumstances circumstances) {
        Standing standing = circumstances.segments().apply(leaf.key());
        return new Reading(standing.member(), standing.next(), BooleanNode.valueOf(standing.member()), null);
    }

    private static Reading behaviour(Rule.Behaviour leaf, Circumstances circumstances) {
        List<Fact.Behaviour> events = circumstances.facts().behaviours(leaf.event());
        List<Fact.Behaviour> matching = leaf.where().isEmpty()
                ? events
                : events.stream().filter(event -> passes(event, leaf)).toList();
        return new WindowScan(leaf, matching).at(circumstances.now(), circumstances.settled());
    }

    private static boolean passes(Fact.Behaviour event, Rule.Behaviour leaf) {
        return leaf.where().stream()
                .allMatch(test -> test.comparison().holds(event.properties().get(test.property())));
    }
}
