package io.coterie.segment.rule;

import java.time.Duration;
import java.time.Instant;

/// A test of a date against the present, so that time alone changes it. A missing date, or a value that is no date,
/// passes none.
public sealed interface DateTest {
    /// Earlier than the moment, not equal to it.
    record Before(Moment moment) implements DateTest {}

    /// Later than the moment, not equal to it.
    record After(Moment moment) implements DateTest {}

    /// In `(now - duration, now]`.
    record WithinLast(Duration duration) implements DateTest {}

    /// In `(now, now + duration]`.
    record WithinNext(Duration duration) implements DateTest {}

    /// The next anniversary is today or at most so many days ahead, by the customer's calendar. The first one is a year
    /// after the date; that of 29 February is 28 February in other years.
    record AnniversaryWithin(int days) implements DateTest {}

    /// What a date is compared with.
    sealed interface Moment {
        record At(Instant instant) implements Moment {}

        /// Ahead of the present, or back from it where negative.
        record FromNow(Duration offset) implements Moment {}
    }
}
