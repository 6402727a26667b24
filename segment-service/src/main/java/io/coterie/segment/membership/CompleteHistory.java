package io.coterie.segment.membership;

import io.coterie.kit.sql.Database;
import io.coterie.kit.web.Problems;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Makes sure that the history until an instant is complete, so that what is read as of it never changes any more.
///
/// A change is recorded before it is committed. Whoever reads in between would miss it, and find it on the next page.
@Singleton
public class CompleteHistory {
    /// Every transaction that has recorded anything by now has a transaction id below it. A snapshot's upper bound
    /// would not do: it is above the transactions that have ended, not above those that have begun.
    private static final String NEXT = "SELECT pg_current_xact_id()::text AS next";

    private static final String ENDED = "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ?::xid8 AS all_ended";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final Database database;
    private final Clock clock;
    private volatile Instant complete = Instant.MIN;

    CompleteHistory(Database database, Clock clock) {
        this.database = database.failingWith("what is being recorded could not be read");
        this.clock = clock;
    }

    /// The present, as soon as all that was recorded by now is committed.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if that takes too long
    public Instant untilNow() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        await(now);
        return now;
    }

    /// The instant that a parameter names, or the present, as soon as all that was recorded by then is committed.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for none that has come, 503 if it takes too long
    public Instant until(String parameter, @Nullable String text) {
        if (text == null) {
            return untilNow();
        }
        Instant instant = parsed(parameter, text);
        if (instant.isAfter(complete)) {
            if (instant.isAfter(clock.instant())) {
                throw Problems.invalid(parameter, "an instant that has come");
            }
            await(instant);
        }
        return instant;
    }

    private static Instant parsed(String parameter, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException broken) {
            throw Problems.invalid(parameter, "an instant such as 2026-01-31T10:00:00Z");
        }
    }

    private void await(Instant instant) {
        String next = database.first(NEXT, row -> row.getString("next")).orElseThrow();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!haveEndedBelow(next)) {
            if (System.nanoTime() > deadline) {
                throw Problems.unavailable("a change that was recorded before " + instant + " is still being stored");
            }
            pause();
        }
        complete = instant.isAfter(complete) ? instant : complete;
    }

    private boolean haveEndedBelow(String transaction) {
        return database.first(ENDED, row -> row.getBoolean("all_ended"), transaction)
                .orElseThrow();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Problems.unavailable("the service stops");
        }
    }
}
