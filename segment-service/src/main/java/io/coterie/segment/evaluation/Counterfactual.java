package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.Sentence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The smallest change that would turn a rule: the fewest leaves that would have to come out otherwise, each taken by
/// itself. Where several ways are equally short, the one that stands first in the rule.
public final class Counterfactual {
    private Counterfactual() {}

    /// A leaf that would have to turn.
    ///
    /// @param becomes what it has to say, the opposite of what it says now
    /// @param shortfall by how much it misses that; absent where that is no number
    /// @param nextChange when time alone may turn it; absent where it does not
    public record Flip(
            String pointer,
            String sentence,
            boolean becomes,
            @Nullable JsonNode observed,
            @Nullable String expected,
            @Nullable Shortfall shortfall,
            @Nullable Instant nextChange) {}

    /// What would have to be otherwise for the rule to say so; nothing where it does.
    public static List<Flip> of(Rule rule, boolean wanted, Circumstances circumstances) {
        return switch (rule) {
            case Rule.All(var _, var parts) ->
                wanted ? each(parts, true, circumstances) : one(parts, false, circumstances);
            case Rule.Any(var _, var parts) ->
                wanted ? one(parts, true, circumstances) : each(parts, false, circumstances);
            case Rule.None(var _, var parts) ->
                wanted ? each(parts, false, circumstances) : one(parts, true, circumstances);
            case Rule.Not(var _, var part) -> of(part, !wanted, circumstances);
            case Rule.Leaf leaf -> leaf(leaf, wanted, circumstances);
        };
    }

    private static List<Flip> each(List<Rule> parts, boolean wanted, Circumstances circumstances) {
        return parts.stream()
                .flatMap(part -> of(part, wanted, circumstances).stream())
                .toList();
    }

    private static List<Flip> one(List<Rule> parts, boolean wanted, Circumstances circumstances) {
        return parts.stream()
                .map(part -> of(part, wanted, circumstances))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private static List<Flip> leaf(Rule.Leaf leaf, boolean wanted, Circumstances circumstances) {
        Reading reading = new Checks().of(leaf).read(circumstances);
        Verdict verdict = reading.verdict();
        return verdict.holds() == wanted
                ? List.of()
                : List.of(new Flip(
                        leaf.pointer(),
                        Sentence.clause(leaf),
                        wanted,
                        reading.observed(),
                        Sentence.expectation(leaf),
                        Shortfalls.of(leaf, reading.observed(), wanted, circumstances)
                                .orElse(null),
                        verdict.next() == Micros.NEVER ? null : verdict.nextChange()));
    }
}
