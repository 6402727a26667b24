package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.Sentence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rule with what each of its nodes sees.
public final class Explanation {
    private Explanation() {}

    /// One node: where it stands, what it says, whether it holds, the value seen against what was asked, the fact that
    /// decided where a single one did, and when time alone may change it.
    public record Node(
            String pointer,
            String sentence,
            boolean holds,
            @Nullable JsonNode observed,
            @Nullable String expected,
            @Nullable UUID factId,
            @Nullable Instant nextChange,
            @Nullable List<Node> parts) {}

    public static Node tree(Rule rule, Circumstances circumstances) {
        return switch (rule) {
            case Rule.All(var _, var parts) -> group(rule, parts, circumstances);
            case Rule.Any(var _, var parts) -> group(rule, parts, circumstances);
            case Rule.None(var _, var parts) -> group(rule, parts, circumstances);
            case Rule.Not(var _, var part) -> group(rule, List.of(part), circumstances);
            case Rule.Leaf leaf -> leaf(leaf, circumstances);
        };
    }

    /// The leaves whose verdict differs between two moments, as they are at the second; all leaves where none differs
    /// (then the rule itself is what changed).
    public static List<Node> flipped(Rule rule, Circumstances before, Circumstances after) {
        List<Node> now = leaves(tree(rule, after));
        List<Node> then = leaves(tree(rule, before));
        List<Node> flipped = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).holds() != then.get(i).holds()) {
                flipped.add(now.get(i));
            }
        }
        return flipped.isEmpty() ? now : flipped;
    }

    private static List<Node> leaves(Node node) {
        if (node.parts() == null) {
            return List.of(node);
        }
        return node.parts().stream().flatMap(part -> leaves(part).stream()).toList();
    }

    private static Node group(Rule rule, List<Rule> parts, Circumstances circumstances) {
        Verdict verdict = new Checks().of(rule).of(circumstances);
        List<Node> nodes = parts.stream().map(part -> tree(part, circumstances)).toList();
        return new Node(
                rule.pointer(), Sentence.clause(rule), verdict.holds(), null, null, null, orNever(verdict), nodes);
    }

    private static Node leaf(Rule.Leaf leaf, Circumstances circumstances) {
        Reading reading = new Checks().of(leaf).read(circumstances);
        return new Node(
                leaf.pointer(),
                Sentence.clause(leaf),
                reading.verdict().holds(),
                reading.observed(),
                Sentence.expectation(leaf),
                reading.factId(),
                orNever(reading.verdict()),
                null);
    }

    private static @Nullable Instant orNever(Verdict verdict) {
        return verdict.next() == Micros.NEVER ? null : verdict.nextChange();
    }
}
