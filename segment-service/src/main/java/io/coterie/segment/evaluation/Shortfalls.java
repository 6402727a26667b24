package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rule.Comparison;
import io.coterie.segment.rule.DateTest;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.Rule.Aggregate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Measures leaves that say the opposite of what is wanted.
final class Shortfalls {
    private Shortfalls() {}

    /// @return nothing where the leaf compares no number, or saw none
    static Optional<Shortfall> of(
            Rule.Leaf leaf, @Nullable JsonNode observed, boolean wanted, Circumstances circumstances) {
        return switch (leaf) {
            case Rule.Trait(var _, var _, var comparison) -> amount(observed, comparison, wanted);
            case Rule.TraitDate(var _, var _, var test) -> date(observed, test, wanted, circumstances);
            case Rule.Behaviour(var _, var _, var _, var aggregate, var comparison) ->
                aggregate(observed, aggregate, comparison, wanted);
            case Rule.Feedback feedback -> aggregate(observed, feedback.aggregate(), feedback.comparison(), wanted);
            case Rule.Score score -> score(score, observed, wanted);
            case Rule.Sequence _, Rule.Segment _, Rule.OnList _ -> Optional.empty();
        };
    }

    /// By how much the value misses the classes whose scores are wanted.
    private static Optional<Shortfall> score(Rule.Score leaf, @Nullable JsonNode observed, boolean wanted) {
        if (leaf.model() == null || observed == null || !observed.has(ScoreCheck.VALUE)) {
            return Optional.empty();
        }
        Rule.Behaviour behaviour = ScoreCheck.behaviour(leaf, leaf.model());
        return aggregate(
                observed.get(ScoreCheck.VALUE),
                behaviour.aggregate(),
                behaviour.comparison(),
                wanted != leaf.comparison().holds(null));
    }

    private static Optional<Shortfall> aggregate(
            @Nullable JsonNode observed, Aggregate aggregate, Comparison comparison, boolean wanted) {
        if (observed == null) {
            return Optional.empty();
        }
        return switch (aggregate) {
            case Aggregate.Count _, Aggregate.Days _, Aggregate.Distinct _ ->
                Distance.whole(
                                observed.decimalValue(),
                                BigDecimal.ZERO,
                                comparison.numbers(),
                                passing(comparison, wanted))
                        .map(Shortfall::ofCount);
            case Aggregate.SinceFirst _, Aggregate.SinceLast _ ->
                Distance.any(seconds(observed), comparison.numbers(), passing(comparison, wanted))
                        .map(Shortfall::ofSeconds);
            case Aggregate.Sum _, Aggregate.Average _, Aggregate.Smallest _, Aggregate.Largest _, Aggregate.Last _ ->
                amount(observed, comparison, wanted);
        };
    }

    private static Optional<Shortfall> amount(@Nullable JsonNode observed, Comparison comparison, boolean wanted) {
        return observed == null || !observed.isNumber()
                ? Optional.empty()
                : Distance.any(observed.decimalValue(), comparison.numbers(), passing(comparison, wanted))
                        .map(Shortfall::ofAmount);
    }

    private static Optional<Shortfall> date(
            @Nullable JsonNode observed, DateTest test, boolean wanted, Circumstances circumstances) {
        return TraitDates.parsed(observed, circumstances.zone())
                .map(date -> BigDecimal.valueOf(Micros.of(date.instant())))
                .flatMap(at -> Span.of(test, circumstances.settled())
                        .flatMap(span -> Distance.whole(
                                at,
                                BigDecimal.valueOf(Long.MIN_VALUE),
                                span.bounds(),
                                micros -> span.contains(micros) == wanted)))
                .map(Shortfall::ofMicros);
    }

    /// The dates that pass a test at an instant: after one (exclusive) and up to another (inclusive), in microseconds.
    private record Span(
            @Nullable BigDecimal after, @Nullable BigDecimal until) {
        static Optional<Span> of(DateTest test, long now) {
            return switch (test) {
                case DateTest.Before(var moment) -> Optional.of(new Span(null, micros(at(moment, now) - 1)));
                case DateTest.After(var moment) -> Optional.of(new Span(micros(at(moment, now)), null));
                case DateTest.WithinLast(var length) ->
                    Optional.of(new Span(micros(now - Micros.of(length)), micros(now)));
                case DateTest.WithinNext(var length) ->
                    Optional.of(new Span(micros(now), micros(now + Micros.of(length))));
                case DateTest.AnniversaryWithin _ -> Optional.empty();
            };
        }

        private static long at(DateTest.Moment moment, long now) {
            return switch (moment) {
                case DateTest.Moment.At(var instant) -> Micros.of(instant);
                case DateTest.Moment.FromNow(var offset) -> now + Micros.of(offset);
            };
        }

        private static BigDecimal micros(long micros) {
            return BigDecimal.valueOf(micros);
        }

        List<BigDecimal> bounds() {
            return after == null || until == null ? List.of(after == null ? until : after) : List.of(after, until);
        }

        boolean contains(BigDecimal micros) {
            return (after == null || micros.compareTo(after) > 0) && (until == null || micros.compareTo(until) <= 0);
        }
    }

    private static Predicate<BigDecimal> passing(Comparison comparison, boolean wanted) {
        return number -> comparison.holds(DecimalNode.valueOf(number)) == wanted;
    }

    private static BigDecimal seconds(JsonNode length) {
        Duration duration = Duration.parse(length.textValue());
        return BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
    }
}
