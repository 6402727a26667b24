package io.coterie.feedback.response;

import io.coterie.kit.event.Lane;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes this replica's relay as soon as it has written something. What other replicas left behind is found by the
/// relay's own looking every few seconds.
@Singleton
public class PublishSignal {
    private final Map<Lane, Semaphore> signals = new EnumMap<>(Lane.class);

    PublishSignal() {
        for (Lane lane : Lane.values()) {
            signals.put(lane, new Semaphore(0));
        }
    }

    public void raise(Lane lane) {
        Objects.requireNonNull(signals.get(lane)).release();
    }

    void await(Lane lane, Duration atMost) throws InterruptedException {
        Semaphore signal = Objects.requireNonNull(signals.get(lane));
        if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }
}
