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
        return isMember(segment, now, now);
    }

    /// @param settled facts that have left a window by then do not count, other facts do up to now
    boolean isMember(String segment, Instant now, Instant settled) {
        return new At(now, settled).holds(Objects.requireNonNull(rules.get(segment)));
    }

    private final class At {
        private final Instant now;
        private final Instant settled;

        private At(Instant now, Instant settled) {
            this.now = now;
            this.settled = settled;
        }

        boolean holds(Rule rule) {
            return switch (rule) {
                case Rule.All(var pointer, var parts) -> parts.stream().allMatch(this::holds);
                case Rule.Any(var pointer, var parts) -> parts.stream().anyMatch(this::holds);
                case Rule.None(var pointer, var parts) -> parts.stream().noneMatch(this::holds);
                case Rule.Not(var pointer, var part) -> !holds(part);
                case Rule.Segment(var pointer, var key) -> holds(Objects.requireNonNull(rules.get(key)));
                case Rule.Trait trait -> trait.comparison().holds(traits.get(trait.path()));
                case Rule.Behaviour leaf -> leaf.comparison().holds(aggregate(leaf));
                case Rule.Feedback leaf -> leaf.comparison().holds(lastScore(leaf));
            };
        }

        private @Nullable JsonNode aggregate(Rule.Behaviour leaf) {
            List<Fact.Behaviour> seen = facts.stream()
                    .filter(Fact.Behaviour.class::isInstance)
                    .map(Fact.Behaviour.class::cast)
                    .filter(fact -> fact.event().equals(leaf.event()) && inWindow(fact, leaf.within()))
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

        private @Nullable JsonNode lastScore(Rule.Feedback leaf) {
            return facts.stream()
                    .filter(Fact.Answer.class::isInstance)
                    .map(Fact.Answer.class::cast)
                    .filter(fact -> fact.scores().path(leaf.metric()).isNumber()
                            && !fact.at().isAfter(now))
                    .max(Fact.IN_TIME)
                    .filter(fact -> inWindow(fact, leaf.within()))
                    .map(fact -> fact.scores().get(leaf.metric()))
                    .orElse(null);
        }

        /// The half-open window (settled - within, now].
        private boolean inWindow(Fact fact, @Nullable Duration within) {
            return !fact.at().isAfter(now) && (within == null || fact.at().isAfter(settled.minus(within)));
        }
    }
}
