package io.coterie.kit.sql;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Who waits for one topic. Each loop has its own, which is awake at first.
public final class Ear {
    private final String topic;
    private final Semaphore signal = new Semaphore(1);

    Ear(String topic) {
        this.topic = topic;
    }

    /// Whether it was woken before the time was over.
    public boolean await(Duration atMost) throws InterruptedException {
        if (!signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        signal.drainPermits();
        return true;
    }

    public void wake() {
        signal.release();
    }

    boolean hears(String spoken) {
        return topic.equals(spoken);
    }
}
