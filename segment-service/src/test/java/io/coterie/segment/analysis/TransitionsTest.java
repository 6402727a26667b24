package io.coterie.segment.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final Instant FROM = Instant.parse("2026-03-10T12:00:00Z");
    private static final int A = 1;
    private static final int B = 2;
    private static final int NONE = 0;

    private final Transitions.Counting counting = new Transitions.Counting(2);

    @Test
    void rowsAreWhereTheyCameFromAndColumnsWhereTheyAre() {
        moved(A, B);
        moved(A, B);
        moved(A, A);
        moved(A, NONE);
        moved(NONE, B);

        assertThat(result().matrix()).isDeepEqualTo(new long[][] {{1, 2, 1}, {0, 0, 0}, {0, 1, 0}});
        assertThat(result().segments())
                .containsExactly(new Transitions.Flow("a", 4, 1, 0, 3, 1), new Transitions.Flow("b", 0, 3, 3, 0, 0));
    }

    @Test
    void whoeverIsInTwoCountsInTwo() {
        moved(A | B, B);

        assertThat(result().matrix()).isDeepEqualTo(new long[][] {{0, 1, 0}, {0, 1, 0}, {0, 0, 0}});
        assertThat(result().segments())
                .containsExactly(new Transitions.Flow("a", 1, 0, 0, 1, 0), new Transitions.Flow("b", 1, 1, 0, 0, 1));
    }

    private void moved(int from, int to) {
        counting.add(from | to << 2);
    }

    private Transitions result() {
        return counting.result(FROM, FROM.plusSeconds(1), List.of("a", "b"));
    }
}
