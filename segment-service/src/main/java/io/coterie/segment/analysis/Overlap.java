package io.coterie.segment.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How segments share their members.
///
/// @param customers how many are in at least one of them
/// @param combinations who is in exactly these segments and in no other of those asked for, the largest first;
///     those that nobody is in are left out
record Overlap(Instant asOf, long customers, List<Size> segments, List<Pair> pairs, List<Combination> combinations) {
    record Size(String segment, long size) {}

    /// @param jaccard the intersection divided by the union, by P. Jaccard, "The distribution of the flora in the
    ///     alpine zone", New Phytologist 11 (1912), 37-50; absent where both are empty
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Pair(
            List<String> segments,
            long intersection,
            @Nullable Double jaccard) {}

    record Combination(List<String> segments, long size) {}

    /// @param bySet how many customers are in exactly the segments whose bits are set in the index
    static Overlap of(Instant asOf, List<String> keys, long[] bySet) {
        return new Overlap(
                asOf,
                count(bySet, set -> set != 0),
                IntStream.range(0, keys.size())
                        .mapToObj(i -> new Size(keys.get(i), count(bySet, set -> contains(set, i))))
                        .toList(),
                pairs(keys, bySet),
                combinations(keys, bySet));
    }

    private static List<Pair> pairs(List<String> keys, long[] bySet) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                int a = i;
                int b = j;
                long both = count(bySet, set -> contains(set, a) && contains(set, b));
                long either = count(bySet, set -> contains(set, a) || contains(set, b));
                pairs.add(
                        new Pair(List.of(keys.get(a), keys.get(b)), both, either == 0 ? null : (double) both / either));
            }
        }
        return pairs;
    }

    private static List<Combination> combinations(List<String> keys, long[] bySet) {
        return IntStream.range(1, bySet.length)
                .filter(set -> bySet[set] > 0)
                .mapToObj(set -> new Combination(keysOf(set, keys), bySet[set]))
                .sorted(Comparator.comparingLong(Combination::size).reversed())
                .toList();
    }

    private static List<String> keysOf(int set, List<String> keys) {
        return IntStream.range(0, keys.size())
                .filter(i -> contains(set, i))
                .mapToObj(keys::get)
                .toList();
    }

    private static long count(long[] bySet, IntPredicate sets) {
        return IntStream.range(0, bySet.length)
                .filter(sets)
                .mapToLong(set -> bySet[set])
                .sum();
    }

    private static boolean contains(int set, int segment) {
        return (set & 1 << segment) != 0;
    }
}
