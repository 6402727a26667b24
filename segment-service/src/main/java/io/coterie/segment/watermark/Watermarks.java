package io.coterie.segment.watermark;

import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Source;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The watermarks as this replica last read them, which may be a moment ago: a watermark that is too low only makes
/// time wait.
///
/// Metric: `coterie.watermark.lag.seconds`, by source, is how far a watermark stays behind the clock.
@Singleton
public class Watermarks {
    static final String TOPIC = "watermarks";
    private static final Logger LOG = Logger.getLogger(Watermarks.class);
    private static final Duration READ_EVERY = Duration.ofSeconds(1);

    private final WatermarkTable table;
    private final Clock clock;
    private final Ear ear;
    private volatile @Nullable Map<Source, Instant> known;
    private @Nullable Thread loop;

    Watermarks(WatermarkTable table, Clock clock, Notifications notifications, MeterRegistry metrics) {
        this.table = table;
        this.clock = clock;
        this.ear = notifications.ear(TOPIC);
        for (Source source : Source.values()) {
            Gauge.builder("coterie.watermark.lag.seconds", () -> lag(source))
                    .description("how far a source's watermark stays behind the clock")
                    .tag("source", source.owner())
                    .register(metrics);
        }
    }

    void start(@Observes StartupEvent started) {
        loop = Thread.ofVirtual().name("watermarks-cache").start(this::readForEver);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (loop != null) {
            loop.interrupt();
            loop.join(Duration.ofSeconds(2));
        }
    }

    /// How far time may act at this instant.
    public Horizons at(Instant now) {
        return new Horizons(now.truncatedTo(ChronoUnit.MICROS), all());
    }

    public Map<Source, Instant> all() {
        Map<Source, Instant> read = known;
        return read == null ? read() : read;
    }

    private Map<Source, Instant> read() {
        Map<Source, Instant> read = table.all();
        if (read.size() < Source.values().length) {
            table.beginAt(clock.instant().truncatedTo(ChronoUnit.MICROS));
            read = table.all();
        }
        known = read;
        return read;
    }

    private void readForEver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    read();
                } catch (RuntimeException away) {
                    LOG.debugf("watermarks not read: %s", away.getClass().getName());
                }
                ear.await(READ_EVERY);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private double lag(Source source) {
        Map<Source, Instant> read = known;
        Instant watermark = read == null ? null : read.get(source);
        return watermark == null
                ? Double.NaN
                : Duration.between(watermark, clock.instant()).toMillis() / 1_000.0;
    }
}
