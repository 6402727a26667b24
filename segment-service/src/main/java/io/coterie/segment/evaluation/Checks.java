package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes rules ready to be evaluated. Those made by one object share what they have in common: the same events are
/// picked out once for a customer, whichever leaf asks.
final class Checks {
    private final Map<CustomerFacts.Selection, CustomerFacts.Selection> selections = new HashMap<>();

    Check of(Rule rule) {
        return switch (rule) {
            case Rule.All(var _, var parts) -> new Group(of(parts), true);
            case Rule.Any(var _, var parts) -> new Group(of(parts), false);
            case Rule.None(var _, var parts) -> {
                Check any = new Group(of(parts), false);
                yield circumstances -> any.of(circumstances).negated();
            }
            case Rule.Not(var _, var part) -> {
                Check check = of(part);
                yield circumstances -> check.of(circumstances).negated();
            }
            case Rule.Leaf leaf -> of(leaf);
        };
    }

    private Check[] of(List<Rule> parts) {
        return parts.stream().map(this::of).toArray(Check[]::new);
    }

    LeafCheck of(Rule.Leaf leaf) {
        return switch (leaf) {
            case Rule.Trait trait -> circumstances -> read(trait, circumstances);
            case Rule.TraitDate date -> new DateCheck(date);
            case Rule.Segment segment -> circumstances -> read(segment, circumstances);
            case Rule.OnList list -> new ListCheck(list.key());
            case Rule.Behaviour(var _, var pattern, var window, var aggregate, var comparison) ->
                new WindowCheck(shared(new Events(pattern)), window, Tallies.of(aggregate, comparison));
            case Rule.Feedback feedback ->
                new WindowCheck(
                        shared(new Answers(feedback.metric(), feedback.survey(), feedback.theme())),
                        feedback.window(),
                        Tallies.of(feedback.aggregate(), feedback.comparison()));
            case Rule.Score score -> ScoreCheck.of(score, this::of);
            case Rule.Sequence sequence ->
                new SequenceCheck(
                        sequence,
                        sequence.steps().stream()
                                .map(step -> shared(new Events(step.pattern())))
                                .toList());
        };
    }

    private CustomerFacts.Selection shared(CustomerFacts.Selection selection) {
        return selections.computeIfAbsent(selection, first -> first);
    }

    private static Reading read(Rule.Trait leaf, Circumstances circumstances) {
        JsonNode observed = circumstances.facts().profile().trait(leaf.path());
        return new Reading(Verdict.constant(leaf.comparison().holds(observed)), observed, null);
    }

    private static Reading read(Rule.Segment leaf, Circumstances circumstances) {
        Standing standing = circumstances.segments().apply(leaf.key());
        Verdict verdict = new Verdict(standing.member(), Micros.of(standing.next()));
        return new Reading(verdict, BooleanNode.valueOf(standing.member()), null);
    }
}
