package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Series;
import org.jspecify.annotations.Nullable;

/// Slides a window over facts, oldest first: what is seen now, then forward through every instant at which a fact
/// enters (its own time) or leaves (its time plus the window) until the verdict differs.
///
/// The window at an instant t is half-open, `(t - within, t]`; while its far end is held back to an earlier instant s,
/// it is `(s - within, t]`.
final class WindowScan {
    private final Series series;
    private final int end;
    private final long within;
    private final Tally tally;
    private final long settled;
    /// facts [oldest, newest) are in the window
    private int oldest;
    private int newest;

    /// @param first facts before this index do not count
    /// @param end nor do those from this one on
    /// @param within [Micros#NEVER] where nothing leaves the window
    WindowScan(Series series, int first, int end, long within, Tally tally, long now, long settled) {
        this.series = series;
        this.end = end;
        this.within = within;
        this.tally = tally;
        this.settled = settled;
        int left = within == Micros.NEVER ? 0 : series.countUntil(settled - within);
        this.oldest = Math.min(Math.max(first, left), end);
        this.newest = oldest;
        int seen = Math.clamp(series.countUntil(now), oldest, end);
        tally.addAll(oldest, seen);
        newest = seen;
    }

    @Nullable
    JsonNode observed() {
        return tally.value(settled);
    }

    @Nullable
    Fact decidedBy() {
        return tally.decidedBy();
    }

    /// Moves the window on: what was observed before is gone.
    Verdict verdict() {
        boolean holds = tally.holds(settled);
        return new Verdict(holds, nextChange(holds));
    }

    private long nextChange(boolean holds) {
        if (newest == end) {
            int last = within == Micros.NEVER ? Tally.NONE : tally.lastToLeave(series, oldest, newest, holds);
            if (last >= 0) {
                return leaves(last);
            }
            if (last == Tally.NONE && tally.nextCrossing(settled) == Micros.NEVER) {
                return Micros.NEVER;
            }
        }
        return slide(holds);
    }

    private long slide(boolean holds) {
        long instant = nextMovement(settled);
        while (instant != Micros.NEVER) {
            enter(instant);
            leave(instant);
            if (tally.holds(instant) != holds) {
                return instant;
            }
            instant = nextMovement(instant);
        }
        return Micros.NEVER;
    }

    private void enter(long instant) {
        while (newest < end && series.at(newest) <= instant) {
            tally.add(newest++);
        }
    }

    private void leave(long instant) {
        while (oldest < newest && leaves(oldest) <= instant) {
            tally.remove(oldest++);
        }
    }

    private long nextMovement(long after) {
        long enters = newest < end ? series.at(newest) : Micros.NEVER;
        long leaves = oldest < newest ? leaves(oldest) : Micros.NEVER;
        return Math.min(Math.min(enters, leaves), tally.nextCrossing(after));
    }

    private long leaves(int index) {
        return within == Micros.NEVER ? Micros.NEVER : series.at(index) + within;
    }
}
