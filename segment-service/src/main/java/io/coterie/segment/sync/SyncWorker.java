package io.coterie.segment.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.loop.WorkLoop;
import io.coterie.kit.sql.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Sends to audiences elsewhere, to a few at the same time on each replica, one message after the other to each. After
/// some messages another has its turn.
@Singleton
class SyncWorker {
    static final String TOPIC = "syncs";
    private static final int AT_THE_SAME_TIME = 4;
    private static final int MESSAGES_A_TURN = 50;
    private static final Duration LEASE_BEYOND_TIMEOUT = Duration.ofSeconds(30);

    private final Syncs syncs;
    private final NextMessage next;
    private final Courier courier;
    private final Settle settle;
    private final SyncMetrics metrics;
    private final ObjectMapper json;
    private final Clock clock;
    private final Duration lease;
    private final List<WorkLoop> loops;

    SyncWorker(
            Syncs syncs,
            NextMessage next,
            Courier courier,
            Settle settle,
            SyncMetrics metrics,
            ObjectMapper json,
            Clock clock,
            SyncSettings settings,
            Notifications notifications) {
        this.syncs = syncs;
        this.next = next;
        this.courier = courier;
        this.settle = settle;
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
        this.lease = settings.timeout().plus(LEASE_BEYOND_TIMEOUT);
        this.loops = IntStream.range(0, AT_THE_SAME_TIME)
                .mapToObj(number -> new WorkLoop("syncs-" + number, notifications.ear(TOPIC), this::workOnOne))
                .toList();
    }

    void start(@Observes StartupEvent started) {
        loops.forEach(WorkLoop::start);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        for (WorkLoop loop : loops) {
            loop.stop();
        }
    }

    private boolean workOnOne() {
        Optional<UUID> leased = syncs.lease(lease);
        leased.ifPresent(this::takeTurn);
        return leased.isPresent();
    }

    /// What fails here, and not at the receiver, waits for the lease to end.
    private void takeTurn(UUID id) {
        for (int sent = 0; sent < MESSAGES_A_TURN && sendOne(id); sent++) {
            syncs.prolong(id, lease);
        }
        syncs.release(id);
    }

    private boolean sendOne(UUID id) {
        Optional<Outgoing> out = next.of(id);
        return out.isPresent() && settled(out.get());
    }

    private boolean settled(Outgoing out) {
        Answer answer = send(out);
        metrics.sent(out, answer);
        return settle.settle(out, answer);
    }

    private Answer send(Outgoing out) {
        byte[] body = body(out.message());
        Instant now = clock.instant();
        String id = Message.idOf(out.sync().id(), out.sequence());
        String timestamp = Long.toString(now.getEpochSecond());
        return courier.post(
                Destination.stored(out.sync().url()),
                Map.of(
                        "content-type",
                        "application/json",
                        "user-agent",
                        "Coterie",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        timestamp,
                        "webhook-signature",
                        out.sync().keys().signatures(id, timestamp, body, now)),
                body);
    }

    private byte[] body(Message message) {
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a message could not be written", impossible);
        }
    }
}
