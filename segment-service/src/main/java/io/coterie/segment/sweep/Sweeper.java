package io.coterie.segment.sweep;

import io.coterie.kit.fault.Faults;
import io.coterie.kit.trace.Traces;
import io.coterie.segment.touch.TouchCustomers;
import io.coterie.segment.watermark.Watermarks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes time act: settles customers whose next change has come, on every replica, in small batches. Rows that wait for
/// a source are none of its business until the source's watermark has passed them.
///
/// Metrics: `coterie.sweeper.swept` counts the rows settled here, `coterie.sweeper.overdue` is how many are due now,
/// `coterie.sweeper.overdue.age` how long the first of them waits.
@Singleton
class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

    private final DueTable due;
    private final TouchCustomers customers;
    private final Watermarks watermarks;
    private final Clock clock;
    private final Counter swept;
    private @Nullable Thread loop;

    Sweeper(DueTable due, TouchCustomers customers, Watermarks watermarks, Clock clock, MeterRegistry metrics) {
        this.due = due;
        this.customers = customers;
        this.watermarks = watermarks;
        this.clock = clock;
        this.swept = Counter.builder("coterie.sweeper.swept")
                .description("customers settled because time had come")
                .register(metrics);
        Gauge.builder("coterie.sweeper.overdue", this, Sweeper::overdue)
                .description("customers whose time has come and who are not settled yet")
                .register(metrics);
        Gauge.builder("coterie.sweeper.overdue.age", this, Sweeper::overdueAge)
                .description("how long the first of those waits who are overdue")
                .baseUnit("seconds")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        loop = Thread.ofVirtual().name("sweeper").start(this::sweepForEver);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        if (loop != null) {
            loop.interrupt();
            loop.join(Duration.ofSeconds(2));
        }
    }

    private void sweepForEver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pauseAfter());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sweeps once; returns how long to wait before the next look.
    private Duration pauseAfter() {
        try {
            return sweep() ? Duration.ZERO : LOOK_EVERY;
        } catch (RuntimeException fault) {
            if (!Faults.isConflict(fault)) {
                LOG.warnf("sweeping waits %s: %s", AFTER_FAULT, fault.getClass().getName());
                return AFTER_FAULT;
            }
            return LOOK_EVERY;
        }
    }

    private double overdue() {
        return due.overdue(watermarks.at(clock.instant()));
    }

    private double overdueAge() {
        return due.overdueAge(watermarks.at(clock.instant()));
    }

    private boolean sweep() {
        List<UUID> candidates = due.dueBy(watermarks.at(clock.instant()), BATCH);
        if (candidates.isEmpty()) {
            return false;
        }
        int settled = Traces.within(
                Traces.span("sweep").setNoParent().setAttribute("coterie.candidates", candidates.size()),
                () -> customers.whenDue(candidates));
        swept.increment(settled);
        return settled > 0;
    }
}
