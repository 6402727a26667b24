package io.coterie.segment.evaluation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// How far time may act: up to the present, but no further than the facts that a rule reads are known to be complete.
public final class Horizons {
    private final Instant now;
    private final Map<Source, Instant> watermarks;
    /// by the bits of [Sources]
    private final Instant[] horizons;

    /// @param watermarks for each source the time before which everything that it recorded has been dealt with here
    public Horizons(Instant now, Map<Source, Instant> watermarks) {
        this.now = now;
        this.watermarks = watermarks;
        this.horizons = Sources.combinations().stream().map(this::horizon).toArray(Instant[]::new);
    }

    /// As if every source were complete at any time.
    public static Horizons unbounded(Instant now) {
        return new Horizons(now, Map.of(Source.CUSTOMER, Instant.MAX, Source.FEEDBACK, Instant.MAX));
    }

    public Instant now() {
        return now;
    }

    /// For a rule that reads these.
    public Instant of(Sources sources) {
        return horizons[sources.bits()];
    }

    public Horizons at(Instant instant) {
        return new Horizons(instant, watermarks);
    }

    /// A fact of the very instant of a watermark may be missing: time acts up to the last instant before it.
    private Instant horizon(Sources sources) {
        return sources.stream()
                .map(source -> watermarks.getOrDefault(source, Instant.EPOCH).minus(1, ChronoUnit.MICROS))
                .reduce(now, (a, b) -> a.isBefore(b) ? a : b);
    }
}
