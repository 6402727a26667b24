package io.coterie.feedback.heartbeat;

import io.coterie.feedback.ledger.Fence;
import io.coterie.feedback.ledger.Ledger;
import io.coterie.feedback.payload.Payloads;
import io.coterie.feedback.response.AbandonedEvents;
import io.coterie.feedback.response.UnstoredEvents;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.heartbeat.HeartbeatConfig;
import io.coterie.kit.heartbeat.Heartbeats;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The heartbeats of a service that keeps its events in documents.
///
/// First a time, and the payloads that wait to be looked into at that time; when something was made of all of them, the
/// fence is raised; when everything below it is published, the time is told. A heartbeat itself is not stored: one that
/// a crash loses is made good by the next.
@Singleton
class DocumentHeartbeats implements Heartbeats {
    /// With more to look into there is no fixing a time.
    private static final int MOST_PAYLOADS = 10_000;

    private record Draft(Instant recordedBefore, Set<UUID> payloads) {}

    private final Fence fence;
    private final Ledger ledger;
    private final Payloads payloads;
    private final AbandonedEvents abandoned;
    private final UnstoredEvents events;
    private final EventFormat format;
    private final HeartbeatConfig config;
    private final Clock clock;
    private final Clock machine = Clock.systemUTC();
    private @Nullable Draft draft;
    private volatile @Nullable Long heldSinceNanos;

    DocumentHeartbeats(
            Fence fence,
            Ledger ledger,
            Payloads payloads,
            AbandonedEvents abandoned,
            UnstoredEvents events,
            EventFormat format,
            HeartbeatConfig config,
            Clock clock) {
        this.fence = fence;
        this.ledger = ledger;
        this.payloads = payloads;
        this.abandoned = abandoned;
        this.events = events;
        this.format = format;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public boolean advance() {
        Fence.State state = fence.state();
        boolean done = state.isWaiting() ? tell(state) : begin(state);
        Long since = heldSinceNanos;
        heldSinceNanos = done ? null : since == null ? Long.valueOf(System.nanoTime()) : since;
        return done;
    }

    @Override
    public Duration held() {
        Long since = heldSinceNanos;
        return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private boolean begin(Fence.State state) {
        if (machine.instant()
                .isBefore(state.toldAt().plus(config.every().multipliedBy(9).dividedBy(10)))) {
            draft = null;
            return true;
        }
        Draft next = draft == null ? new Draft(now(), payloads.toBeMade(MOST_PAYLOADS)) : draft;
        if (next.payloads().size() == MOST_PAYLOADS) {
            return false;
        }
        draft = next;
        if (payloads.isAnyToBeMade(next.payloads())) {
            return false;
        }
        draft = null;
        fence.raise(state, next.recordedBefore());
        return tell(fence.state());
    }

    /// To the millisecond, as documents keep it.
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private boolean tell(Fence.State state) {
        if (ledger.isAnyOpenBelow(state.height())) {
            abandoned.withdrawBelow(state.height());
            return false;
        }
        Map<String, Long> totals = new HashMap<>(state.totals());
        ledger.publishedBetween(state.told(), state.height())
                .forEach((type, events) -> totals.merge(type, events, Long::sum));
        if (fence.tell(state, totals)) {
            ledger.forgetBelow(state.height());
            publish(Heartbeat.of(state.recordedBefore(), state.height(), totals));
        }
        return true;
    }

    private void publish(Heartbeat heartbeat) {
        String type = Heartbeat.typeOf(config.owner().orElseThrow());
        events.offer(Lane.LIVE, format.write(type, List.of(heartbeat)).getFirst());
    }
}
