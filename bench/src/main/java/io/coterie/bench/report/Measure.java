package io.coterie.bench.report;

/// One number that was measured.
///
/// @param name such as `ingest`
/// @param unit such as `facts/s`, `ms`, `MiB`; a ratio has none
public record Measure(String name, double value, String unit) {

    public static Measure perSecond(String name, long count, double seconds) {
        return new Measure(name, count / seconds, "facts/s");
    }

    public static Measure ratio(String name, Measure one, Measure other) {
        return new Measure(name, one.value() / other.value(), "");
    }
}
