package io.coterie.segment.facts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants as microseconds since 1970, the precision in which all is stored and compared.
public final class Micros {
    /// What never comes; `Instant.MAX` as an instant.
    public static final long NEVER = Long.MAX_VALUE;

    private static final long A_SECOND = 1_000_000;

    private Micros() {}

    public static long of(Instant instant) {
        return instant.equals(Instant.MAX) ? NEVER : instant.getEpochSecond() * A_SECOND + instant.getNano() / 1_000;
    }

    /// The length of a duration, cut to whole microseconds.
    public static long of(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.toSeconds(), A_SECOND), duration.toNanosPart() / 1_000);
    }

    public static Instant instant(long micros) {
        return micros == NEVER ? Instant.MAX : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
