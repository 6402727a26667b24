package io.coterie.segment.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.metric.Delay;
import io.coterie.kit.sql.AfterCommit;
import io.coterie.segment.membership.MembershipChange;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// How far memberships are behind the facts that change them: the metric `coterie.membership.lag`.
@Singleton
class FactLag {
    /// When its owner wrote a fact down, under the name that its type has for it.
    private static final List<String> RECORDED = List.of("recordedAt", "changedAt", "occurredAt");

    private final AfterCommit afterCommit;
    private final Timer lag;

    FactLag(MeterRegistry metrics, AfterCommit afterCommit) {
        this.afterCommit = afterCommit;
        this.lag = Delay.timer(
                metrics,
                "coterie.membership.lag",
                "time from the record of a live fact to the record of the membership that it changed");
    }

    /// What history and definitions change is not late.
    void measure(ReceivedEvent event, List<MembershipChange> changes) {
        List<MembershipChange> live =
                changes.stream().filter(change -> change.cause().isLive()).toList();
        if (live.isEmpty()) {
            return;
        }
        Map<UUID, Instant> recorded = recorded(event);
        afterCommit.run(() -> live.forEach(change -> {
            Instant fact = recorded.get(change.origin().causationId());
            if (fact != null) {
                lag.record(Duration.between(fact, change.recordedAt()));
            }
        }));
    }

    private static Map<UUID, Instant> recorded(ReceivedEvent event) {
        Map<UUID, Instant> recorded = new HashMap<>();
        for (JsonNode item : event.items()) {
            RECORDED.stream()
                    .filter(item::has)
                    .findFirst()
                    .flatMap(field -> time(item.path(field).asText()))
                    .ifPresent(
                            at -> recorded.put(UUID.fromString(item.path("id").asText()), at));
        }
        return recorded;
    }

    /// Nothing fails because it cannot be measured.
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
