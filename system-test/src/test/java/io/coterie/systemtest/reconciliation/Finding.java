package io.coterie.systemtest.reconciliation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What one comparison found.
///
/// @param counted for people
/// @param differences empty where all is as expected
public record Finding(String what, String counted, List<String> differences) {
    private static final int MOST_SHOWN = 5;

    static Finding of(String what, long expected, long found) {
        return new Finding(
                what, Long.toString(found), expected == found ? List.of() : List.of("expected %d".formatted(expected)));
    }

    /// Both sets are equal.
    static <T extends Comparable<T>> Finding of(String what, Set<T> expected, Set<T> found) {
        var differences = new ArrayList<String>();
        differ(differences, "missing", expected, found);
        differ(differences, "too many", found, expected);
        return new Finding(what, found.size() + " of " + expected.size(), differences);
    }

    /// There is none of these.
    static Finding none(String what, Collection<String> found) {
        return new Finding(
                what,
                Integer.toString(found.size()),
                found.stream().limit(MOST_SHOWN).toList());
    }

    boolean isAsExpected() {
        return differences.isEmpty();
    }

    @Override
    public String toString() {
        return "%-64s %s%s".formatted(what, counted, isAsExpected() ? "" : "  DIFFERS " + differences);
    }

    private static <T extends Comparable<T>> void differ(
            List<String> differences, String how, Set<T> these, Set<T> those) {
        var more = new TreeSet<>(these);
        more.removeAll(those);
        if (!more.isEmpty()) {
            differences.add("%d %s: %s"
                    .formatted(more.size(), how, more.stream().limit(MOST_SHOWN).toList()));
        }
    }
}
