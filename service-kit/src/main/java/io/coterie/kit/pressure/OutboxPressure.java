package io.coterie.kit.pressure;

import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Backlog;
import io.coterie.kit.outbox.Backlog.Depth;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/// Whether more events may be produced, judged by what waits in the outbox. It is measured about once a second, so
/// asking costs nothing; while the store is away the last answer stands.
@Singleton
public class OutboxPressure {
    private static final Logger LOG = Logger.getLogger(OutboxPressure.class);

    /// From least to most pressure.
    public enum Level {
        /// All goes on.
        FLOWING,
        /// Imports, replays and backfills wait; live facts are taken in.
        BULK_PAUSES,
        /// New facts are refused, too. Reads go on.
        INGEST_REFUSED
    }

    private final Backlog backlog;
    private final OutboxLimits limits;
    private volatile Map<Lane, Depth> depths = Map.of();
    private volatile Level level = Level.FLOWING;

    OutboxPressure(Backlog backlog, OutboxLimits limits) {
        this.backlog = backlog;
        this.limits = limits;
    }

    public Level level() {
        return level;
    }

    /// Whether imports, replays and backfills may go on. They ask between their slices.
    public boolean mayProduceBulk() {
        return level == Level.FLOWING;
    }

    /// Whether new facts may be taken in.
    public boolean mayIngest() {
        return level != Level.INGEST_REFUSED;
    }

    Depth depth(Lane lane) {
        return depths.getOrDefault(lane, Depth.NONE);
    }

    @Scheduled(
            every = "${coterie.outbox.measured-every:PT1S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        try {
            Map<Lane, Depth> measured = new EnumMap<>(Lane.class);
            for (Lane lane : Lane.values()) {
                measured.put(lane, backlog.depth(lane, limits.refuseAbove() + 1));
            }
            depths = measured;
            become(levelOf(measured));
        } catch (RuntimeException away) {
            LOG.debugf("the outbox could not be measured: %s", away.getClass().getName());
        }
    }

    private Level levelOf(Map<Lane, Depth> measured) {
        long pending = 0;
        Duration oldest = Duration.ZERO;
        for (Depth depth : measured.values()) {
            pending += depth.pending();
            oldest = depth.oldest().compareTo(oldest) > 0 ? depth.oldest() : oldest;
        }
        if (pending > limits.refuseAbove()) {
            return Level.INGEST_REFUSED;
        }
        boolean slow = oldest.compareTo(limits.pauseImportsWhenOlderThan()) > 0;
        return slow || pending > limits.pauseImportsAbove() ? Level.BULK_PAUSES : Level.FLOWING;
    }

    private void become(Level next) {
        if (next != level) {
            LOG.warnf("the outbox is %s now, it was %s", next, level);
            level = next;
        }
    }
}
