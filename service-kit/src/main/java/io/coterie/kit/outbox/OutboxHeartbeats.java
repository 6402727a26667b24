package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.heartbeat.HeartbeatConfig;
import io.coterie.kit.heartbeat.Heartbeats;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The heartbeats of a service that keeps its events in an [Outbox].
///
/// The time is read before the transaction id that bounds it is drawn: so every transaction that had begun to write by
/// that time has a lower one, and everything below can be told when all of those have ended and their events are gone.
@Singleton
class OutboxHeartbeats implements Heartbeats {
    private record Candidate(Instant recordedBefore, long position, long sinceNanos) {}

    private final HeartbeatTable table;
    private final Outbox outbox;
    private final HeartbeatConfig config;
    private final Clock clock;
    private volatile @Nullable Candidate waiting;

    OutboxHeartbeats(HeartbeatTable table, Outbox outbox, HeartbeatConfig config, Clock clock) {
        this.table = table;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public boolean advance() {
        Candidate candidate = waiting == null ? candidate() : waiting;
        waiting = candidate;
        if (!table.isAllPublishedBelow(candidate.position())) {
            return false;
        }
        QuarkusTransaction.requiringNew().run(() -> tell(candidate));
        waiting = null;
        return true;
    }

    @Override
    public Duration held() {
        Candidate candidate = waiting;
        return candidate == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - candidate.sinceNanos());
    }

    private Candidate candidate() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Candidate(now, table.nextPosition(), System.nanoTime());
    }

    /// Nothing happens when another replica tells one at this moment or did so shortly before.
    private void tell(Candidate candidate) {
        if (table.takeTurn(candidate.position(), config.every().multipliedBy(9).dividedBy(10))) {
            var published = table.publishedBelow(candidate.position());
            outbox.append(
                    Heartbeat.typeOf(config.owner().orElseThrow()),
                    Lane.LIVE,
                    List.of(Heartbeat.of(candidate.recordedBefore(), candidate.position(), published)));
        }
    }
}
