package io.coterie.feedback.response;

import io.coterie.kit.event.Lane;
import io.coterie.kit.metric.Delay;
import io.coterie.kit.metric.RecordedFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// Counts responses and how long they took from the webhook's call.
@Singleton
class ResponseMetrics {
    private final RecordedFacts facts;
    private final Timer recording;
    private final Clock clock;

    ResponseMetrics(RecordedFacts facts, MeterRegistry metrics, Clock clock) {
        this.facts = facts;
        this.clock = clock;
        this.recording = Delay.timer(
                metrics,
                "coterie.feedback.recording",
                "time from the arrival of a webhook to the response that was recorded of it");
    }

    void recorded(Told told) {
        facts.count("response", Lane.LIVE, 1);
        recording.record(Duration.between(told.receivedAt(), clock.instant()));
    }
}
