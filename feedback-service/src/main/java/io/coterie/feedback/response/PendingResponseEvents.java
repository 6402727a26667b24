package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import io.coterie.feedback.ledger.Ledger;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.outbox.PendingEvents;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The events that responses carry, for the kit's relay. An event is leased by moving its `due`, which only one replica
/// can do.
///
/// Leases run on the machine's clock: moving the suite's clock neither ends nor prolongs them.
@Singleton
class PendingResponseEvents implements PendingEvents {
    private final MongoCollection<SurveyResponse> collection;
    private final PublishSignal signal;
    private final UnstoredEvents unstored;
    private final PendingReceipts receipts;
    private final Ledger ledger;
    private final Clock machine = Clock.systemUTC();

    PendingResponseEvents(
            FeedbackDatabase database,
            PublishSignal signal,
            UnstoredEvents unstored,
            PendingReceipts receipts,
            Ledger ledger) {
        this.collection = database.collection(Responses.COLLECTION, SurveyResponse.class);
        this.signal = signal;
        this.unstored = unstored;
        this.receipts = receipts;
        this.ledger = ledger;
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("pending.lane", "pending.due"));
        collection.createIndex(Indexes.ascending("pending.id"));
    }

    @Override
    public List<WrittenEvent> lease(Lane lane, int most) {
        Instant now = Instant.ofEpochMilli(machine.millis());
        List<WrittenEvent> leased = new ArrayList<>(receipts.lease(lane, now, now.plus(LEASE)));
        unstored.take(lane).ifPresent(leased::add);
        for (SurveyResponse response : due(lane, now, most)) {
            for (PendingEvent event : response.pending()) {
                if (event.lane() == lane && !event.due().isAfter(now) && leased(response.id(), event, now)) {
                    leased.add(event.written());
                }
            }
        }
        return leased;
    }

    private Iterable<SurveyResponse> due(Lane lane, Instant now, int most) {
        return collection
                .find(elemMatch("pending", and(eq("lane", lane), lte("due", now))))
                .limit(most)
                .into(new ArrayList<>());
    }

    private boolean leased(UUID response, PendingEvent event, Instant now) {
        return collection
                        .updateOne(
                                and(
                                        eq("_id", response),
                                        elemMatch("pending", and(eq("id", event.id()), eq("due", event.due())))),
                                combine(set("pending.$.due", now.plus(LEASE)), inc("pending.$.attempts", 1)))
                        .getMatchedCount()
                == 1;
    }

    /// The ledger first: if only that is done, the events are published again and found published already.
    @Override
    public void published(Collection<UUID> ids) {
        ledger.published(ids);
        collection.updateMany(in("pending.id", ids), pull("pending", in("id", ids)));
        receipts.published(ids);
    }

    @Override
    public void giveBack(Collection<UUID> ids) {
        collection.updateMany(
                in("pending.id", ids),
                set("pending.$[given].due", Instant.EPOCH),
                new UpdateOptions().arrayFilters(List.of(in("given.id", ids))));
    }

    @Override
    public void unroutable(Collection<UUID> ids) {
        collection.updateMany(
                in("pending.id", ids),
                set("pending.$[given].unroutable", true),
                new UpdateOptions().arrayFilters(List.of(in("given.id", ids))));
    }

    @Override
    public void await(Lane lane, Duration atMost) throws InterruptedException {
        signal.await(lane, atMost);
    }
}
