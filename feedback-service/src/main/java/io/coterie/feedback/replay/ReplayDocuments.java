package io.coterie.feedback.replay;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import io.coterie.feedback.response.ReplayedResponses;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.replay.Replay;
import io.coterie.kit.replay.ReplayState;
import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Replays;
import io.coterie.kit.replay.Slice;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/// Replays, one document each. A slice's events are given to its responses first, then the place is saved, expecting
/// that nobody else has saved one: what a crash or a lost lease leaves in between is told twice, which is harmless.
@Singleton
class ReplayDocuments implements Replays {
    static final String COLLECTION = "replays";
    private static final Bson IS_OPEN = in("replay.state", ReplayState.WAITING, ReplayState.RUNNING);
    private static final FindOneAndUpdateOptions OLDEST =
            new FindOneAndUpdateOptions().sort(Sorts.ascending("_id")).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<ReplayDocument> collection;
    private final ReplayedResponses responses;
    private final Clock clock;
    private final Clock machine = Clock.systemUTC();

    ReplayDocuments(FeedbackDatabase database, ReplayedResponses responses, Clock clock) {
        this.collection = database.collection(COLLECTION, ReplayDocument.class);
        this.responses = responses;
        this.clock = clock;
    }

    @Override
    public void add(Replay replay) {
        collection.insertOne(new ReplayDocument(replay.id(), replay, 0, null, Instant.EPOCH));
    }

    @Override
    public Optional<Replay> find(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first()).map(ReplayDocument::replay);
    }

    @Override
    public List<Replay> newestFirst(@Nullable UUID before, int most) {
        return collection
                .find(before == null ? Filters.empty() : lt("_id", before))
                .sort(Sorts.descending("_id"))
                .limit(most)
                .map(ReplayDocument::replay)
                .into(new ArrayList<>());
    }

    @Override
    public Optional<Leased> lease(UUID holder) {
        Instant now = machine.instant();
        Bson taken = combine(
                set("replay.state", ReplayState.RUNNING),
                set("holder", holder),
                set("leasedUntil", now.plus(LEASE)),
                inc("attempts", 1));
        ReplayDocument leased = collection.findOneAndUpdate(and(IS_OPEN, lte("leasedUntil", now)), taken, OLDEST);
        if (leased != null && leased.replay().startedAt() == null) {
            collection.updateOne(held(leased.id(), holder), set("replay.startedAt", clock.instant()));
            leased = collection.find(held(leased.id(), holder)).first();
        }
        return Optional.ofNullable(leased).map(found -> new Leased(found.replay(), holder, found.attempts()));
    }

    @Override
    public Optional<Replay> advance(Replay from, UUID holder, ReplayableFacts facts, int most) {
        if (collection.find(held(from.id(), holder)).first() == null) {
            return Optional.empty();
        }
        Slice slice = facts.after(from.place(), from.effectiveScope(), most);
        responses.publish(slice);
        Replay next = from.after(slice, clock.instant());
        Bson saved = combine(
                set("replay", next), set("leasedUntil", machine.instant().plus(LEASE)), set("attempts", 0));
        boolean mine = collection.updateOne(held(from.id(), holder), saved).getMatchedCount() == 1;
        return mine ? Optional.of(next) : Optional.empty();
    }

    @Override
    public void release(Leased lease, Duration pause, int attempts) {
        collection.updateOne(
                held(lease.replay().id(), lease.holder()),
                combine(
                        set("holder", null),
                        set("leasedUntil", machine.instant().plus(pause)),
                        set("attempts", attempts)));
    }

    @Override
    public void fail(Leased lease, String why) {
        collection.updateOne(
                held(lease.replay().id(), lease.holder()),
                combine(
                        set("replay.state", ReplayState.FAILED),
                        set("replay.finishedAt", clock.instant()),
                        set("replay.failure", why)));
    }

    /// A slice at hand may still be told; its place is not saved any more.
    @Override
    public void cancel(UUID id) {
        collection.updateOne(
                and(eq("_id", id), IS_OPEN),
                combine(set("replay.state", ReplayState.CANCELLED), set("replay.finishedAt", clock.instant())));
    }

    private static Bson held(UUID id, UUID holder) {
        return and(eq("_id", id), eq("holder", holder), eq("replay.state", ReplayState.RUNNING));
    }
}
