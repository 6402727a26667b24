package io.coterie.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Answers whether a customer is in a segment at an instant by looking at all facts anew: no windows that slide, no
/// state, nothing shared with the evaluation but the rule itself.
final class Oracle {
    private final Map<String, Rule> rules;
    private final Collection<Fact> facts;
    private final Map<String, JsonNode> traits;

    Oracle(Map<String, Rule> rules, Collection<Fact> facts, Map<String, JsonNode> traits) {
        this.rules = rules;
        this.facts = facts;
        this.traits = traits;
    }

    boolean isMember(String segment, Instant now) {
        return holds(Objects.requireNonNull(rules.get(segment)), now);
    }

    private boolean holds(Rule rule, Instant now) {
        return switch (rule) {
            case Rule.All(var pointer, var parts) -> parts.stream().allMatch(part -> holds(part, now));
            case Rule.Any(var pointer, var parts) -> parts.stream().anyMatch(part -> holds(part, now));
            case Rule.None(var pointer, var parts) -> parts.stream().noneMatch(part -> holds(part, now));
            case Rule.Not(var pointer, var part) -> !holds(part, now);
            case Rule.Segment(var pointer, var key) -> isMember(key, now);
            case Rule.Trait trait -> trait.comparison().holds(traits.get(trait.path()));
            case Rule.Behaviour leaf -> leaf.comparison().holds(aggregate(leaf, now));
            case Rule.Feedback leaf -> leaf.comparison().holds(lastScore(leaf, now));
        };
    }

    private @Nullable JsonNode aggregate(Rule.Behaviour leaf, Instant now) {
        List<Fact.Behaviour> seen = facts.stream()
                .filter(Fact.Behaviour.class::isInstance)
                .map(Fact.Behaviour.class::cast)
                .filter(fact -> fact.event().equals(leaf.event()) && inWindow(fact, leaf.within(), now))
                .filter(fact -> leaf.where().stream()
                        .allMatch(test ->
                                test.comparison().holds(fact.properties().get(test.property()))))
                .toList();
        return switch (leaf.aggregate()) {
            case Rule.Aggregate.Count() -> IntNode.valueOf(seen.size());
            case Rule.Aggregate.Sum(var property) -> sum(seen, property);
        };
    }

    private static @Nullable JsonNode sum(List<Fact.Behaviour> seen, String property) {
        List<BigDecimal> amounts = seen.stream()
                .map(fact -> fact.properties().path(property))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .toList();
        return amounts.isEmpty()
                ? null
                : DecimalNode.valueOf(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private @Nullable JsonNode lastScore(Rule.Feedback leaf, Instant now) {
        return facts.stream()
                .filter(Fact.Answer.class::isInstance)
                .map(Fact.Answer.class::cast)
                .filter(fact -> fact.scores().path(leaf.metric()).isNumber()
                        && !fact.at().isAfter(now))
                .max(Fact.IN_TIME)
                .filter(fact -> inWindow(fact, leaf.within(), now))
                .map(fact -> fact.scores().get(leaf.metric()))
                .orElse(null);
    }

    /// The half-open window (now - within, now].
    private static boolean inWindow(Fact fact, @Nullable Duration within, Instant now) {
        return !fact.at().isAfter(now) && (within == null || fact.at().isAfter(now.minus(within)));
    }
}
