package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import io.coterie.segment.rule.Rule.Window;

/// An aggregate over the facts of a selection that are in a window.
final class WindowCheck implements LeafCheck {
    private final CustomerFacts.Selection selection;
    private final Tallies tallies;
    /// how long a fact stays in the window, in microseconds
    private final long within;
    /// facts before do not count, nor does any from `to` on
    private final long from;
    private final long to;

    WindowCheck(CustomerFacts.Selection selection, Window window, Tallies tallies) {
        this.selection = selection;
        this.tallies = tallies;
        this.within = window instanceof Window.Within(var duration) ? Micros.of(duration) : Micros.NEVER;
        this.from =
                window instanceof Window.Between(var start, var _) && start != null ? Micros.of(start) : Long.MIN_VALUE;
        this.to = window instanceof Window.Between(var _, var end) && end != null ? Micros.of(end) : Micros.NEVER;
    }

    @Override
    public Verdict of(Circumstances circumstances) {
        return scan(circumstances).verdict();
    }

    @Override
    public Reading read(Circumstances circumstances) {
        WindowScan scan = scan(circumstances);
        Fact fact = scan.decidedBy();
        JsonNode observed = scan.observed();
        return new Reading(scan.verdict(), observed, fact == null ? null : fact.id());
    }

    private WindowScan scan(Circumstances circumstances) {
        Series series = circumstances.facts().select(selection);
        int first = from == Long.MIN_VALUE ? 0 : series.countUntil(from - 1);
        int end = to == Micros.NEVER ? series.size() : series.countUntil(to - 1);
        Tally tally = tallies.over(series, circumstances.zone());
        return new WindowScan(series, first, end, within, tally, circumstances.now(), circumstances.settled());
    }
}
