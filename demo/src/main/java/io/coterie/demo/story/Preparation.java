package io.coterie.demo.story;

import io.coterie.demo.people.Profiles;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// Gives a run its name, its people, and the days that its file is moved by.
final class Preparation {
    /// At midnight UTC customers lapse by the clock, and are mailed for it: no run begins just before.
    private static final Duration BEFORE_MIDNIGHT = Duration.ofMinutes(6);

    private static final int ASKED = 20;

    private Preparation() {}

    static Run run(Suite suite, Input input, Profiles profiles, Ledger ledger) {
        awaitMidnightIfNear(suite, ledger);
        var startedAt = suite.clock().now();
        var name = Long.toString(startedAt.toEpochMilli() / 100, Character.MAX_RADIX);
        var ids = input.purchases().ids();
        var known = isKnown(suite, ids);
        var suffix = known ? "-" + name : "";
        var run = new Run(
                name,
                suffix,
                suite,
                input,
                profiles.of(ids, suffix),
                startedAt,
                daysMoved(input, startedAt),
                folder(suite, name));
        introduce(run, known, ledger);
        return run;
    }

    private static void introduce(Run run, boolean known, Ledger ledger) {
        var purchases = run.input().purchases();
        ledger.note("Run %s on %s: %,d purchases of %,d customers."
                .formatted(
                        run.name(),
                        run.input().path().getFileName(),
                        purchases.rows().size(),
                        run.people().size()));
        ledger.note("All dates move by %,d days, so that the last one is yesterday.".formatted(run.daysMoved()));
        ledger.note(
                run.input().generated()
                        ? "The purchases and their customers are made up from a fixed seed."
                        : "The file has no names, addresses or consents: each id gets a made-up profile, always the same"
                                + " (a name, ID@example.test, consent for 80 %).");
        if (known) {
            ledger.note("The suite knows these customers from an earlier run: their ids and addresses get the suffix "
                    + run.idSuffix() + ".");
        }
        ledger.note("What is imported stands in " + run.folder());
    }

    /// Asks for some ids, spread over the file.
    private static boolean isKnown(Suite suite, SequencedSet<String> ids) {
        var list = List.copyOf(ids);
        return IntStream.range(0, ASKED)
                .mapToObj(part -> list.get((int) ((long) part * (list.size() - 1) / (ASKED - 1))))
                .distinct()
                .anyMatch(id -> suite.customers().id(id).isPresent());
    }

    private static long daysMoved(Input input, Instant now) {
        var yesterday = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
        return ChronoUnit.DAYS.between(input.purchases().lastDay().day(), yesterday);
    }

    private static void awaitMidnightIfNear(Suite suite, Ledger ledger) {
        var now = suite.clock().now();
        var midnight = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        if (Duration.between(now, midnight).compareTo(BEFORE_MIDNIGHT) < 0) {
            ledger.note("Waiting for midnight UTC, at which customers lapse by the clock.");
            Await.until(BEFORE_MIDNIGHT.multipliedBy(2), suite.clock()::now, time -> !time.isBefore(midnight));
        }
    }

    private static Path folder(Suite suite, String name) {
        try {
            return Files.createDirectories(suite.folder().resolve("demo").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the run", e);
        }
    }
}
