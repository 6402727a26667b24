package io.coterie.segment.sync;

import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How audiences elsewhere keep up, of all of them together.
@Singleton
class SyncMetrics {
    private static final String OLDEST = """
            SELECT min((SELECT recorded_at FROM audience_change c WHERE c.sync_id = s.id ORDER BY position LIMIT 1)) AS oldest
            FROM audience_sync s WHERE state = 'ACTIVE'
            """;
    private static final String FAILING = """
            SELECT count(*) AS failing FROM audience_sync
            WHERE state = 'DISABLED' OR (state = 'ACTIVE' AND failing_since IS NOT NULL)
            """;

    private final MeterRegistry metrics;
    private final Database database;
    private final Clock clock;

    SyncMetrics(MeterRegistry metrics, Database database, Clock clock) {
        this.metrics = metrics;
        this.database = database.failingWith("syncs could not be measured");
        this.clock = clock;
    }

    void register(@Observes StartupEvent started) {
        Gauge.builder("coterie.sync.lag", this, SyncMetrics::lag)
                .description("how long the oldest change waits that an audience elsewhere has not taken")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("coterie.sync.failing", this, SyncMetrics::failing)
                .description("audiences elsewhere that cannot be told at present or have been given up")
                .register(metrics);
    }

    void sent(Outgoing out, Answer answer) {
        Counter.builder("coterie.sync.messages")
                .description("webhooks sent to audiences elsewhere")
                .tag("type", out.message().type())
                .tag("outcome", outcome(answer))
                .register(metrics)
                .increment();
    }

    private static String outcome(Answer answer) {
        return switch (answer) {
            case Answer.Status status when status.taken() -> "taken";
            case Answer.Status status -> "status";
            case Answer.None none -> none.why();
        };
    }

    private double lag() {
        try {
            return database.first(OLDEST, row -> Database.optionalInstant(row, "oldest"))
                    .map(this::secondsSince)
                    .orElse(0.0);
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }

    private double secondsSince(Instant oldest) {
        return Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0);
    }

    private double failing() {
        try {
            return database.first(FAILING, row -> row.getLong("failing")).orElseThrow();
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }
}
