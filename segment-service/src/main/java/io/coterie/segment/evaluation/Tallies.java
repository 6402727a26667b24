package io.coterie.segment.evaluation;

import io.coterie.segment.facts.Amounts;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Comparison;
import io.coterie.segment.rule.Rule.Aggregate;
import java.time.ZoneId;

/// Begins a tally over a series, for an aggregate and its comparison.
interface Tallies {
    Tally over(Series series, ZoneId zone);

    static Tallies of(Aggregate aggregate, Comparison comparison) {
        return switch (aggregate) {
            case Aggregate.Count() -> {
                NumberTest test = NumberTest.of(comparison, 0);
                yield (series, zone) -> new Counted(test);
            }
            case Aggregate.Days() -> {
                NumberTest test = NumberTest.of(comparison, 0);
                yield (series, zone) -> new Differing(series.days(zone), test);
            }
            case Aggregate.Distinct(var property) -> {
                NumberTest test = NumberTest.of(comparison, 0);
                yield (series, zone) -> new Differing(series.codes(property), test);
            }
            case Aggregate.Sum(var property) -> {
                NumberTest test = NumberTest.of(comparison, Amounts.PLACES);
                yield (series, zone) -> new Summed(series.amounts(property), test, comparison);
            }
            case Aggregate.Average(var property) ->
                (series, zone) -> new Averaged(series.amounts(property), comparison);
            case Aggregate.Smallest(var property) ->
                (series, zone) -> new Extreme(series, series.amounts(property), -1, comparison);
            case Aggregate.Largest(var property) ->
                (series, zone) -> new Extreme(series, series.amounts(property), 1, comparison);
            case Aggregate.Last(var property) -> (series, zone) -> new Latest(series, property, comparison);
            case Aggregate.SinceFirst() -> {
                NumberTest test = NumberTest.of(comparison, Amounts.PLACES);
                yield (series, zone) -> new Since(series, true, test);
            }
            case Aggregate.SinceLast() -> {
                NumberTest test = NumberTest.of(comparison, Amounts.PLACES);
                yield (series, zone) -> new Since(series, false, test);
            }
        };
    }
}
