package io.coterie.demo.suite;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Waits for what the suite does in its own time, within bounds.
public final class Await {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration OFTEN = Duration.ofMillis(20);

    private Await() {}

    /// Reads until the value is as hoped.
    ///
    /// @return the last value read: at the end of the patience one that is not as hoped, for the caller to report
    public static <T> T until(Duration patience, Supplier<T> read, Predicate<T> hoped) {
        return until(patience, POLL, read, hoped);
    }

    /// The same, for what is timed.
    public static <T> T soon(Duration patience, Supplier<T> read, Predicate<T> hoped) {
        return until(patience, OFTEN, read, hoped);
    }

    /// Reads until the value is as hoped and then stays the same for some readings.
    public static <T> T settled(Duration patience, Supplier<T> read, Predicate<T> hoped) {
        var calm = new AtomicReference<>(0);
        var before = new AtomicReference<T>();
        return until(patience, read, value -> {
            var same = value.equals(before.getAndSet(value));
            calm.set(same && hoped.test(value) ? calm.get() + 1 : 0);
            return calm.get() >= 5;
        });
    }

    private static <T> T until(Duration patience, Duration interval, Supplier<T> read, Predicate<T> hoped) {
        var last = new AtomicReference<T>();
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(interval)
                    .pollInSameThread()
                    .until(() -> {
                        last.set(read.get());
                        return hoped.test(last.get());
                    });
        } catch (ConditionTimeoutException outOfPatience) {
            return last.get();
        }
        return last.get();
    }
}
