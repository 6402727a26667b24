package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rule.DateTest;
import io.coterie.segment.rule.Rule;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;

/// A date of the profile against the present: whatever is asked, it holds from one instant until before another.
record DateCheck(Rule.TraitDate leaf) implements LeafCheck {
    @Override
    public Reading read(Circumstances circumstances) {
        JsonNode observed = circumstances.facts().profile().trait(leaf.path());
        Verdict verdict = TraitDates.parsed(observed, circumstances.zone())
                .map(date -> verdict(date, circumstances.zone(), circumstances.settled()))
                .orElse(Verdict.NEVERMORE);
        return new Reading(verdict, observed, null);
    }

    private Verdict verdict(TraitDates.Date date, ZoneId zone, long instant) {
        long at = Micros.of(date.instant());
        return switch (leaf.test()) {
            case DateTest.Before(DateTest.Moment.At(var moment)) -> Verdict.constant(at < Micros.of(moment));
            case DateTest.After(DateTest.Moment.At(var moment)) -> Verdict.constant(at > Micros.of(moment));
            case DateTest.Before(DateTest.Moment.FromNow(var offset)) ->
                Verdict.between(at - Micros.of(offset) + 1, Micros.NEVER, instant);
            case DateTest.After(DateTest.Moment.FromNow(var offset)) ->
                Verdict.between(Long.MIN_VALUE, at - Micros.of(offset), instant);
            case DateTest.WithinLast(var duration) -> Verdict.between(at, at + Micros.of(duration), instant);
            case DateTest.WithinNext(var duration) -> Verdict.between(at - Micros.of(duration), at, instant);
            case DateTest.AnniversaryWithin(var days) -> anniversary(date.day(), days, zone, instant);
        };
    }

    private static Verdict anniversary(LocalDate day, int days, ZoneId zone, long instant) {
        LocalDate today = LocalDate.ofInstant(Micros.instant(instant), zone);
        MonthDay everyYear = MonthDay.from(day);
        int year = Math.max(today.getYear(), day.getYear() + 1);
        LocalDate next = everyYear.atYear(year);
        if (next.isBefore(today)) {
            next = everyYear.atYear(year + 1);
        }
        return Verdict.between(start(next.minusDays(days), zone), start(next.plusDays(1), zone), instant);
    }

    private static long start(LocalDate day, ZoneId zone) {
        return Micros.of(day.atStartOfDay(zone).toInstant());
    }
}
