package io.coterie.segment.sync;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps what came of sending a message, unless it is no longer out: another replica had it taken, or a snapshot was
/// asked for, or the sync was paused meanwhile.
@Singleton
class Settle {
    private static final int GONE = 410;
    private static final int LONGEST_SHIFT = 30;

    private final Syncs syncs;
    private final SyncQueue queue;
    private final SyncSettings settings;
    private final Clock clock;

    Settle(Syncs syncs, SyncQueue queue, SyncSettings settings, Clock clock) {
        this.syncs = syncs;
        this.queue = queue;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whether the next message may follow.
    boolean settle(Outgoing sent, Answer answer) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<Sync> out =
                    syncs.locked(sent.sync().id()).filter(sync -> sync.isOut() && sync.sequence() == sent.sequence());
            return switch (answer) {
                case Answer.Status status
                when status.taken() -> {
                    out.ifPresent(sync -> taken(sync, sent, status.code()));
                    yield true;
                }
                case Answer.Status status -> {
                    out.ifPresent(sync -> refused(sync, status));
                    yield false;
                }
                case Answer.None none -> {
                    out.ifPresent(sync -> failed(sync, null, none.why(), null));
                    yield false;
                }
            };
        });
    }

    private void taken(Sync sync, Outgoing sent, int status) {
        Sync.Stage next = next(sync, sent);
        UUID after = Sync.Snapshot.BEFORE_ALL;
        if (next == Sync.Stage.PAGES && sent.stage() == Sync.Stage.PAGES) {
            after = reached(sync, sent);
        }
        if (sent.stage() == Sync.Stage.CHANGES) {
            queue.taken(sync.id(), sync.batch());
        }
        syncs.taken(sync.id(), next, after, sent.customers().size(), status, clock.instant());
    }

    private static Sync.Stage next(Sync sync, Outgoing sent) {
        return switch (sent.stage()) {
            case BEGIN -> Sync.Stage.PAGES;
            case PAGES -> Page.NONE_AFTER.equals(sync.snapshot().pageUntil()) ? Sync.Stage.END : Sync.Stage.PAGES;
            case END, CHANGES -> Sync.Stage.CHANGES;
        };
    }

    /// The place where the walk goes on names a customer: none who has been erased since.
    private UUID reached(Sync sync, Outgoing sent) {
        List<UUID> places = Stream.concat(
                        sent.customers().stream(),
                        Stream.ofNullable(sync.snapshot().pageUntil()))
                .toList();
        List<UUID> erased = syncs.erased(places);
        return places.reversed().stream()
                .filter(customer -> !erased.contains(customer))
                .findFirst()
                .orElse(sync.snapshot().after());
    }

    private void refused(Sync sync, Answer.Status status) {
        if (status.code() == GONE) {
            disable(sync, status.code(), "status", "gone");
        } else {
            failed(sync, status.code(), "status", status.retryAfter());
        }
    }

    private void failed(Sync sync, @Nullable Integer status, String error, @Nullable Duration retryAfter) {
        Instant since = sync.health().failingSince();
        if (since != null && Duration.between(since, clock.instant()).compareTo(settings.giveUpAfter()) >= 0) {
            disable(sync, status, error, "failing");
        } else {
            Duration pause = pause(sync.health().failures());
            Duration longer = retryAfter != null && retryAfter.compareTo(pause) > 0 ? retryAfter : pause;
            syncs.failed(sync.id(), status, error, longer, clock.instant());
        }
    }

    private void disable(Sync sync, @Nullable Integer status, String error, String why) {
        syncs.failed(sync.id(), status, error, Duration.ZERO, clock.instant());
        syncs.disable(sync.id(), why);
        queue.forget(sync.id());
    }

    /// Twice as long each time, and by up to a half shorter, by lot: who failed together does not come back together.
    private Duration pause(int failures) {
        long doubled = settings.firstPause().toMillis() << Math.min(failures, LONGEST_SHIFT);
        long millis = Math.clamp(doubled, 1, settings.longestPause().toMillis());
        return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
