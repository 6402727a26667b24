package io.coterie.demo.story;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What was expected, what was found, and how long it took.
public final class Ledger {
    private static final int SHOWN = 5;

    private static final class Chapter {
        private final String title;
        private int checks;
        private int mismatches;
        private Duration took = Duration.ZERO;

        private Chapter(String title) {
            this.title = title;
        }
    }

    private final PrintStream out;
    private final List<Chapter> chapters = new ArrayList<>();
    private boolean broken;

    public Ledger(PrintStream out) {
        this.out = out;
    }

    /// Tells a step. After one that could not be told to its end, the others are not.
    void step(String title, Runnable step) {
        if (broken) {
            return;
        }
        var chapter = new Chapter(title);
        chapters.add(chapter);
        out.printf("%n%d. %s%n", chapters.size(), title);
        var start = System.nanoTime();
        try {
            step.run();
        } catch (RuntimeException e) {
            broken = true;
            mismatch(chapter);
            out.printf("  BROKEN   %s%n", e);
        }
        chapter.took = Duration.ofNanos(System.nanoTime() - start);
        out.printf(Locale.ROOT, "  took %s%n", seconds(chapter.took));
    }

    void note(String text) {
        out.println("  " + text);
    }

    void check(String what, long expected, long found) {
        check(what, (Object) expected, (Object) found);
    }

    void check(String what, Object expected, Object found) {
        var chapter = chapters.getLast();
        chapter.checks++;
        var same = Objects.equals(expected, found);
        if (!same) {
            chapter.mismatches++;
        }
        out.printf(
                Locale.ROOT,
                "  %-8s %-58s expected %-12s found %s%n",
                same ? "ok" : "MISMATCH",
                what,
                written(expected),
                written(found));
    }

    /// Compares two sets member by member; prints their sizes, and some of the difference.
    void checkSame(String what, Set<String> expected, Set<String> found) {
        if (expected.equals(found)) {
            check(what, expected.size(), found.size());
            return;
        }
        check(
                what,
                expected.size(),
                found.size() + ", missing " + some(expected, found) + ", too many " + some(found, expected));
    }

    public boolean passed() {
        return !chapters.isEmpty() && chapters.stream().allMatch(chapter -> chapter.mismatches == 0);
    }

    public void table() {
        out.printf("%n%-62s %8s %12s %9s%n", "step", "checks", "as expected", "took");
        for (var chapter : chapters) {
            out.printf(
                    "%-62s %8d %12d %9s%n",
                    chapters.indexOf(chapter) + 1 + ". " + chapter.title,
                    chapter.checks,
                    chapter.checks - chapter.mismatches,
                    seconds(chapter.took));
        }
        out.println(passed() ? "Everything was found as expected." : "NOT everything was found as expected.");
    }

    private static void mismatch(Chapter chapter) {
        chapter.checks++;
        chapter.mismatches++;
    }

    private static String some(Set<String> of, Set<String> without) {
        var rest = new TreeSet<>(of);
        rest.removeAll(without);
        var shown = rest.stream().limit(SHOWN).toList();
        return rest.size() + " " + shown + (rest.size() > SHOWN ? " …" : "");
    }

    private static String written(Object value) {
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%,d", number.longValue())
                : String.valueOf(value);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
