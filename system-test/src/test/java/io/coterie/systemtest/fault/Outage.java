package io.coterie.systemtest.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A part of the local stack that is away for a while; it comes back whatever else fails.
public final class Outage implements AutoCloseable {
    private final Suite suite;
    private final String part;
    private final long endNanos;

    private Outage(Suite suite, String part, long endNanos) {
        this.suite = suite;
        this.part = part;
        this.endNanos = endNanos;
    }

    /// From when the part has ended on.
    public static Outage begin(Suite suite, String part, Duration length) {
        suite.stack().stop(part);
        System.out.println(part + " is away for " + length);
        return new Outage(suite, part, System.nanoTime() + length.toNanos());
    }

    /// Waits until the outage has lasted as long as it should, then starts the part again.
    public void end() {
        var left = endNanos - System.nanoTime();
        System.out.printf("%s is away for another %d s%n", part, Math.max(0, left / 1_000_000_000L));
        while (System.nanoTime() < endNanos) {
            LockSupport.parkNanos(endNanos - System.nanoTime());
        }
        assertThat(suite.process(part)).as(part + " stayed away").isEmpty();
        close();
        System.out.println(part + " is back");
    }

    @Override
    public void close() {
        suite.stack().startParts();
    }
}
