package io.coterie.segment.sync;

import io.coterie.segment.membership.CompleteHistory;
import io.coterie.segment.membership.Members;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes the message that a sync sends next, or again: from the rows, so that none is kept. A message that is sent
/// again has the same id and sequence, and the same items but for who has been erased since and, in a page, for what
/// was recorded before the snapshot and committed after: that comes with the changes as well.
@Singleton
class NextMessage {
    static final int MOST_ITEMS = 500;

    private final Syncs syncs;
    private final SyncQueue queue;
    private final Members members;
    private final CompleteHistory history;
    private final Clock clock;

    NextMessage(Syncs syncs, SyncQueue queue, Members members, CompleteHistory history, Clock clock) {
        this.syncs = syncs;
        this.queue = queue;
        this.members = members;
        this.history = history;
        this.clock = clock;
    }

    /// Empty when there is nothing to send.
    ///
    /// A snapshot begins once every transaction has ended that may have changed a membership without knowing of the
    /// sync: what those did is in the history, and what others do is in the queue.
    Optional<Outgoing> of(UUID id) {
        Optional<Sync> seen = syncs.find(id);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        if (begins(seen.get())) {
            history.untilNow();
        }
        return QuarkusTransaction.requiringNew()
                .call(() -> syncs.locked(id)
                        .filter(sync -> sync.state() == Sync.State.ACTIVE)
                        .filter(sync -> !begins(sync)
                                || sync.snapshot()
                                        .id()
                                        .equals(seen.get().snapshot().id()))
                        .flatMap(this::message));
    }

    private static boolean begins(Sync sync) {
        return sync.snapshot().stage() == Sync.Stage.BEGIN && !sync.isOut();
    }

    private Optional<Outgoing> message(Sync sync) {
        return switch (sync.snapshot().stage()) {
            case BEGIN -> Optional.of(begin(sync));
            case PAGES -> Optional.of(page(sync));
            case END ->
                Optional.of(edge(
                        sync, Sync.Stage.END, Message.ENDED, sync.snapshot().asOf()));
            case CHANGES -> changes(sync);
        };
    }

    /// What waits is dropped before the instant is read: all of it was recorded by then, whatever a replica's clock
    /// says.
    private Outgoing begin(Sync sync) {
        if (sync.isOut()) {
            return edge(sync, Sync.Stage.BEGIN, Message.BEGUN, sync.snapshot().asOf());
        }
        queue.forget(sync.id());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant asOf = syncs.latestRecord(sync.segmentId())
                .filter(latest -> latest.isAfter(now))
                .orElse(now);
        return edge(sync, Sync.Stage.BEGIN, Message.BEGUN, asOf);
    }

    private Outgoing edge(Sync sync, Sync.Stage stage, String type, @Nullable Instant asOf) {
        long sequence = out(sync, stage, List.of(), asOf);
        Message message = Message.ofSnapshot(type, sync, sequence, asOf, null, clock.instant());
        return new Outgoing(sync, sequence, stage, message, List.of());
    }

    private Outgoing page(Sync sync) {
        Instant asOf = Objects.requireNonNull(sync.snapshot().asOf());
        List<Members.Member> read =
                members.afterAsOf(sync.segmentId(), asOf, sync.snapshot().place(), MOST_ITEMS);
        if (read.isEmpty() && !sync.isOut()) {
            return edge(sync, Sync.Stage.END, Message.ENDED, asOf);
        }
        long sequence = out(sync, Sync.Stage.PAGES, List.of(), asOf);
        Page page = page(sync, read);
        syncs.pageEnds(sync.id(), page.until());
        List<Message.Item> items = page.members().stream().map(Message.Item::of).toList();
        return new Outgoing(
                sync,
                sequence,
                Sync.Stage.PAGES,
                Message.ofSnapshot(Message.PAGE, sync, sequence, asOf, items, clock.instant()),
                page.members().stream().map(Members.Member::customerId).toList());
    }

    private Page page(Sync sync, List<Members.Member> read) {
        List<UUID> erased =
                syncs.erased(read.stream().map(Members.Member::customerId).toList());
        UUID before = sync.isOut() ? sync.snapshot().pageUntil() : null;
        return Page.of(read, read.size() == MOST_ITEMS, erased, before == null ? Page.NONE_AFTER : before);
    }

    private Optional<Outgoing> changes(Sync sync) {
        List<SyncQueue.Waiting> waiting =
                sync.isOut() ? queue.again(sync.id(), sync.batch()) : queue.next(sync.id(), MOST_ITEMS);
        if (waiting.isEmpty() && !sync.isOut()) {
            return Optional.empty();
        }
        List<Long> positions = waiting.stream().map(SyncQueue.Waiting::position).toList();
        long sequence = out(sync, Sync.Stage.CHANGES, positions, sync.snapshot().asOf());
        List<Message.Item> items = waiting.stream().map(Message.Item::of).toList();
        Message message = Message.changed(sync, sequence, items, clock.instant());
        return Optional.of(new Outgoing(sync, sequence, Sync.Stage.CHANGES, message, List.of()));
    }

    /// The number of the message: that of the one which is out, or the next.
    private long out(Sync sync, Sync.Stage stage, List<Long> batch, @Nullable Instant asOf) {
        if (sync.isOut()) {
            return sync.sequence();
        }
        syncs.out(sync, stage, batch, asOf);
        return sync.sequence() + 1;
    }
}
