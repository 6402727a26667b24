package io.coterie.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rule.DateTest;
import io.coterie.segment.rule.Rule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers whether a customer is in a segment at an instant by looking at all facts anew: no windows that slide, no
/// state, nothing shared with the evaluation but the rule itself and the comparison of two values.
final class Oracle {
    private final Map<String, Rule> rules;
    private final Collection<Fact> facts;
    private final Profile profile;
    private final ZoneId zone;

    Oracle(Map<String, Rule> rules, Collection<Fact> facts, Profile profile) {
        this.rules = rules;
        this.facts = facts;
        this.profile = profile;
        this.zone = Objects.requireNonNullElse(profile.zone(), Cases.INSTALLATION);
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
                case Rule.All(var _, var parts) -> parts.stream().allMatch(this::holds);
                case Rule.Any(var _, var parts) -> parts.stream().anyMatch(this::holds);
                case Rule.None(var _, var parts) -> parts.stream().noneMatch(this::holds);
                case Rule.Not(var _, var part) -> !holds(part);
                case Rule.Segment(var _, var key) -> holds(Objects.requireNonNull(rules.get(key)));
                case Rule.Trait trait ->
                    trait.comparison().holds(profile.traits().get(trait.path()));
                case Rule.TraitDate date -> passes(date);
                case Rule.Behaviour leaf -> {
                    JsonNode value = value(leaf.aggregate(), counting(matching(leaf.pattern()), leaf.window()));
                    yield value != null && leaf.comparison().holds(value);
                }
                case Rule.Feedback leaf -> {
                    JsonNode value = value(leaf.aggregate(), counting(answers(leaf), leaf.window()));
                    yield value != null && leaf.comparison().holds(value);
                }
                case Rule.Sequence leaf -> anyCompletes(leaf);
            };
        }

        private Stream<Fact> matching(Rule.Pattern pattern) {
            return facts.stream()
                    .filter(fact -> fact instanceof Fact.Behaviour behaviour
                            && behaviour.event().equals(pattern.event())
                            && pattern.where().stream()
                                    .allMatch(test -> test.comparison()
                                            .holds(behaviour.values().get(test.property()))));
        }

        private Stream<Fact> answers(Rule.Feedback leaf) {
            return facts.stream()
                    .filter(fact -> fact instanceof Fact.Answer answer
                            && answer.values().path(leaf.metric()).isNumber()
                            && (leaf.survey() == null || answer.survey().equals(leaf.survey()))
                            && (leaf.theme() == null || answer.themes().contains(leaf.theme())));
        }

        /// Those in the window, in time.
        private List<Fact> counting(Stream<Fact> candidates, Rule.Window window) {
            Predicate<Fact> in = switch (window) {
                case Rule.Window.Life() -> fact -> true;
                case Rule.Window.Within(var duration) -> fact -> fact.at().isAfter(settled.minus(duration));
                case Rule.Window.Between(var from, var to) ->
                    fact -> (from == null || !fact.at().isBefore(from))
                            && (to == null || fact.at().isBefore(to));
            };
            return candidates
                    .filter(fact -> !fact.at().isAfter(now))
                    .filter(in)
                    .sorted(Fact.IN_TIME)
                    .toList();
        }

        private @Nullable JsonNode value(Rule.Aggregate aggregate, List<Fact> seen) {
            return switch (aggregate) {
                case Rule.Aggregate.Count() -> IntNode.valueOf(seen.size());
                case Rule.Aggregate.Days() -> count(seen.stream().map(fact -> LocalDate.ofInstant(fact.at(), zone)));
                case Rule.Aggregate.Distinct(var property) ->
                    count(values(seen, property).map(Oracle::unified));
                case Rule.Aggregate.Sum(var property) ->
                    amounts(seen, property)
                            .map(all -> all.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                            .map(DecimalNode::valueOf)
                            .orElse(null);
                case Rule.Aggregate.Average(var property) ->
                    amounts(seen, property)
                            .map(all -> all.stream()
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                    .divide(BigDecimal.valueOf(all.size()), MathContext.DECIMAL128))
                            .map(DecimalNode::valueOf)
                            .orElse(null);
                case Rule.Aggregate.Smallest(var property) ->
                    amounts(seen, property)
                            .map(all ->
                                    all.stream().min(Comparator.naturalOrder()).orElseThrow())
                            .map(DecimalNode::valueOf)
                            .orElse(null);
                case Rule.Aggregate.Largest(var property) ->
                    amounts(seen, property)
                            .map(all ->
                                    all.stream().max(Comparator.naturalOrder()).orElseThrow())
                            .map(DecimalNode::valueOf)
                            .orElse(null);
                case Rule.Aggregate.Last(var property) ->
                    values(seen, property).reduce((earlier, later) -> later).orElse(null);
                case Rule.Aggregate.SinceFirst() -> seen.isEmpty() ? null : since(seen.getFirst());
                case Rule.Aggregate.SinceLast() -> seen.isEmpty() ? null : since(seen.getLast());
            };
        }

        private JsonNode since(Fact fact) {
            Duration length = Duration.between(fact.at(), settled);
            long micros = length.isNegative() ? 0 : length.toNanos() / 1_000;
            return DecimalNode.valueOf(BigDecimal.valueOf(micros, 6));
        }

        /// Nothing over nothing, nor over two currencies.
        private static Optional<List<BigDecimal>> amounts(List<Fact> seen, String property) {
            List<Fact> counted = seen.stream()
                    .filter(fact -> fact.values().path(property).isNumber())
                    .toList();
            long currencies = counted.stream()
                    .map(fact -> fact.values().path("currency").asText(""))
                    .distinct()
                    .count();
            return currencies == 1
                    ? Optional.of(counted.stream()
                            .map(fact -> fact.values().get(property).decimalValue())
                            .toList())
                    : Optional.empty();
        }

        private static Stream<JsonNode> values(List<Fact> seen, String property) {
            return seen.stream()
                    .filter(fact -> fact.values().hasNonNull(property))
                    .map(fact -> fact.values().get(property));
        }

        private static JsonNode count(Stream<?> values) {
            return IntNode.valueOf((int) values.distinct().count());
        }

        /// Tries every choice of facts, step by step.
        private boolean anyCompletes(Rule.Sequence leaf) {
            boolean waits = leaf.steps().stream().anyMatch(Rule.Step::negated);
            Instant reached = waits ? settled : now;
            return matching(leaf.steps().getFirst().pattern())
                    .filter(first -> leaf.same() == null || first.values().hasNonNull(leaf.same()))
                    .anyMatch(first -> {
                        Instant until =
                                leaf.within() == null ? Instant.MAX : first.at().plus(leaf.within());
                        Instant by = reached.isBefore(until) ? reached : until.minusNanos(1_000);
                        return settled.isBefore(until) && completes(leaf, 1, first, first.at(), first, by);
                    });
        }

        /// @param at when the step before was done
        /// @param last the fact that did it; absent where time did
        private boolean completes(
                Rule.Sequence leaf, int next, Fact first, Instant at, @Nullable Fact last, Instant by) {
            if (at.isAfter(by)) {
                return false;
            }
            if (next == leaf.steps().size()) {
                return true;
            }
            Rule.Step step = leaf.steps().get(next);
            Instant ends = step.within() == null ? Instant.MAX : at.plus(step.within());
            List<Fact> following = matching(step.pattern())
                    .filter(fact -> sharesWith(first, fact, leaf.same()))
                    .filter(fact -> last == null ? !fact.at().isBefore(at) : Fact.IN_TIME.compare(fact, last) > 0)
                    .filter(fact -> fact.at().isBefore(ends))
                    .toList();
            return step.negated()
                    ? following.isEmpty() && completes(leaf, next + 1, first, ends, null, by)
                    : following.stream().anyMatch(fact -> completes(leaf, next + 1, first, fact.at(), fact, by));
        }

        private static boolean sharesWith(Fact first, Fact fact, @Nullable String property) {
            return property == null
                    || (fact.values().hasNonNull(property)
                            && unified(fact.values().get(property))
                                    .equals(unified(first.values().get(property))));
        }

        private boolean passes(Rule.TraitDate leaf) {
            JsonNode value = profile.traits().get(leaf.path());
            if (value == null) {
                return false;
            }
            LocalDate day = LocalDate.parse(value.textValue());
            Instant date = day.atStartOfDay(zone).toInstant();
            return switch (leaf.test()) {
                case DateTest.Before(var moment) -> date.isBefore(instant(moment));
                case DateTest.After(var moment) -> date.isAfter(instant(moment));
                case DateTest.WithinLast(var length) ->
                    !date.isAfter(settled) && date.plus(length).isAfter(settled);
                case DateTest.WithinNext(var length) ->
                    date.isAfter(settled) && !date.minus(length).isAfter(settled);
                case DateTest.AnniversaryWithin(var days) -> {
                    LocalDate today = LocalDate.ofInstant(settled, zone);
                    yield IntStream.rangeClosed(0, days)
                            .mapToObj(today::plusDays)
                            .anyMatch(ahead -> ahead.getYear() > day.getYear()
                                    && MonthDay.from(day)
                                            .atYear(ahead.getYear())
                                            .equals(ahead));
                }
            };
        }

        private Instant instant(DateTest.Moment moment) {
            return switch (moment) {
                case DateTest.Moment.At(var instant) -> instant;
                case DateTest.Moment.FromNow(var offset) -> settled.plus(offset);
            };
        }
    }

    private static Object unified(JsonNode value) {
        return value.isNumber() ? value.decimalValue().stripTrailingZeros() : value;
    }
}
