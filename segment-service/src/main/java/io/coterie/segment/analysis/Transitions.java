package io.coterie.segment.analysis;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Who moved between segments from one instant to another. Segments may overlap: whoever is in two of them at one
/// of the instants counts in two rows or columns.
///
/// @param matrix `matrix[i][j]` is how many were members of the i-th segment at `from` and are of the j-th at `to`; the
///     last row and the last column are those who are in none of them. Whoever is in none at either instant is not
///     counted.
record Transitions(Instant from, Instant to, List<Flow> segments, long[][] matrix) {
    /// @param before its members at `from`
    /// @param after its members at `to`
    record Flow(String segment, long before, long after, long entered, long left, long stayed) {}

    /// Adds customers up, one after the other.
    static final class Counting {
        private final int segments;
        private final long[][] matrix;
        private final long[] before;
        private final long[] after;

        Counting(int segments) {
            this.segments = segments;
            this.matrix = new long[segments + 1][segments + 1];
            this.before = new long[segments];
            this.after = new long[segments];
        }

        /// @param sets the segments at `from` in the lowest bits, those at `to` in the next ones
        void add(int sets) {
            int from = sets & (1 << segments) - 1;
            int to = sets >>> segments;
            for (int i = 0; i < segments; i++) {
                before[i] += from >>> i & 1;
                after[i] += to >>> i & 1;
            }
            for (int i = 0; i <= segments; i++) {
                for (int j = 0; j <= segments; j++) {
                    matrix[i][j] += contains(from, i) && contains(to, j) ? 1 : 0;
                }
            }
        }

        /// Those who are in nothing are in what comes after the last segment.
        private boolean contains(int set, int segment) {
            return segment == segments ? set == 0 : (set >>> segment & 1) == 1;
        }

        Transitions result(Instant from, Instant to, List<String> keys) {
            return new Transitions(
                    from,
                    to,
                    IntStream.range(0, segments)
                            .mapToObj(i -> flow(keys.get(i), before[i], after[i], matrix[i][i]))
                            .toList(),
                    matrix);
        }

        private static Flow flow(String key, long before, long after, long stayed) {
            return new Flow(key, before, after, after - stayed, before - stayed, stayed);
        }
    }
}
