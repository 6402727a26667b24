package io.coterie.segment.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.event.Ids;
import io.coterie.segment.membership.Members;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of a webhook.
@JsonInclude(JsonInclude.Include.NON_NULL)
record Message(String type, Instant timestamp, Data data) {
    static final String CHANGED = "audience.changed";
    static final String BEGUN = "audience.snapshot.begun";
    static final String PAGE = "audience.snapshot.page";
    static final String ENDED = "audience.snapshot.ended";

    /// @param sequence of the message within its sync, rising; whoever has seen a higher one drops this
    /// @param members how many the snapshot had; at its end alone
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            UUID sync,
            String segment,
            long sequence,
            @Nullable SnapshotRef snapshot,
            @Nullable List<Item> items,
            @Nullable Long members) {}

    /// @param asOf whose members
    record SnapshotRef(UUID id, Instant asOf) {}

    /// @param change entered, left or erased
    /// @param externalId absent where it is not known
    /// @param at since when, by the rule
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String change, UUID customerId, @Nullable String externalId, Instant at) {
        static Item of(SyncQueue.Waiting waiting) {
            return new Item(waiting.change(), waiting.customerId(), waiting.externalId(), waiting.at());
        }

        static Item of(Members.Member member) {
            return new Item("entered", member.customerId(), member.externalId(), member.since());
        }
    }

    /// The same message has the same id, however often it is sent.
    static String idOf(UUID sync, long sequence) {
        return "msg_" + Ids.derived("sync-message", sync, sequence);
    }

    static Message changed(Sync sync, long sequence, List<Item> items, Instant now) {
        return new Message(CHANGED, now, new Data(sync.id(), sync.segment(), sequence, null, items, null));
    }

    static Message ofSnapshot(
            String type, Sync sync, long sequence, @Nullable Instant asOf, @Nullable List<Item> items, Instant now) {
        Long members = type.equals(ENDED) ? sync.snapshot().members() : null;
        SnapshotRef ref = new SnapshotRef(sync.snapshot().id(), Objects.requireNonNull(asOf));
        return new Message(type, now, new Data(sync.id(), sync.segment(), sequence, ref, items, members));
    }
}
