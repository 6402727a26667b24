package io.coterie.bench.report;

import java.util.Arrays;
import java.util.List;

/// Percentiles by the nearest rank: the smallest value that at least p per cent of all do not exceed.
public final class Percentiles {
    private final double[] sorted;

    public Percentiles(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values, no percentiles");
        }
        sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
    }

    public double at(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /// `NAME p50` and `NAME p99` in milliseconds.
    public List<Measure> measures(String name) {
        return List.of(new Measure(name + " p50", at(50), "ms"), new Measure(name + " p99", at(99), "ms"));
    }
}
