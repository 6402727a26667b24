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
            case Rule.Leaf leaf -> node(leaf, new Checks().of(leaf).read(circumstances));
        };
    }

    /// The leaves whose verdict differs between two moments, as they are at the second; all leaves where none differs
    /// (then the rule itself is what changed).
    public static List<Node> flipped(Rule rule, Circumstances before, Circumstances after) {
        Checks ready = new Checks();
        List<Node> all = new ArrayList<>();
        List<Node> flipped = new ArrayList<>();
        for (Rule.Leaf leaf : rule.leaves().toList()) {
            LeafCheck check = ready.of(leaf);
            Node now = node(leaf, check.read(after));
            all.add(now);
            if (now.holds() != check.of(before).holds()) {
                flipped.add(now);
            }
        }
        return flipped.isEmpty() ? all : flipped;
    }

    private static Node group(Rule rule, List<Rule> parts, Circumstances circumstances) {
        Verdict verdict = new Checks().of(rule).of(circumstances);
        List<Node> nodes = parts.stream().map(part -> tree(part, circumstances)).toList();
        return new Node(
                rule.pointer(), Sentence.clause(rule), verdict.holds(), null, null, null, orNever(verdict), nodes);
    }

    private static Node node(Rule.Leaf leaf, Reading reading) {
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
