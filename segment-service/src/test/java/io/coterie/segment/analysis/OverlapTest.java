package io.coterie.segment.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final List<String> KEYS = List.of("a", "b", "c");

    /// Nobody in none; 5 in a alone, 1 in b alone, 3 in both, 2 in all.
    private final Overlap overlap = Overlap.of(NOW, KEYS, new long[] {0, 5, 1, 3, 0, 0, 0, 2});

    @Test
    void aSegmentIsAsLargeAsAllCombinationsThatItIsIn() {
        assertThat(overlap.segments())
                .containsExactly(new Overlap.Size("a", 10), new Overlap.Size("b", 6), new Overlap.Size("c", 2));
        assertThat(overlap.customers()).isEqualTo(11);
    }

    @Test
    void everyTwoHaveTheirIntersectionAndItsShareOfTheUnion() {
        assertThat(overlap.pairs())
                .containsExactly(
                        new Overlap.Pair(List.of("a", "b"), 5, 5.0 / 11),
                        new Overlap.Pair(List.of("a", "c"), 2, 0.2),
                        new Overlap.Pair(List.of("b", "c"), 2, 2.0 / 6));
    }

    @Test
    void combinationsExcludeEachOtherAndTheLargestComesFirst() {
        assertThat(overlap.combinations())
                .containsExactly(
                        new Overlap.Combination(List.of("a"), 5),
                        new Overlap.Combination(List.of("a", "b"), 3),
                        new Overlap.Combination(List.of("a", "b", "c"), 2),
                        new Overlap.Combination(List.of("b"), 1));
    }

    @Test
    void nothingIsLikeNothing() {
        Overlap empty = Overlap.of(NOW, List.of("a", "b"), new long[4]);

        assertThat(empty.pairs()).containsExactly(new Overlap.Pair(List.of("a", "b"), 0, null));
        assertThat(empty.combinations()).isEmpty();
    }
}
