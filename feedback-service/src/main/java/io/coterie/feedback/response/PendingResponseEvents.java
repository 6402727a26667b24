package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
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
import java.util.stream.Stream;
import org.bson.codecs.pojo.annotations.BsonId;

/// The events that documents carry, for the kit's relay. An event is leased by moving its `due`, which only one replica
/// can do.
///
/// Leases run on the machine's clock: moving the suite's clock neither ends nor prolongs them.
@Singleton
class PendingResponseEvents implements PendingEvents {
    private static final Duration LEASE = Duration.ofSeconds(30);

    /// A document, as far as its events go.
    record Carrier(@BsonId UUID id, List<PendingEvent> pending) {}

    private final List<MongoCollection<Carrier>> collections;
    private final PublishSignal signal;
    private final Clock machine = Clock.systemUTC();

    PendingResponseEvents(FeedbackDatabase database, PublishSignal signal) {
        this.collections = Stream.of(Responses.COLLECTION, PendingEvent.ERASURES)
                .map(name -> database.collection(name, Carrier.class))
                .toList();
        this.signal = signal;
    }

    void prepare(@Observes StartupEvent started) {
        collections.forEach(collection -> {
            collection.createIndex(Indexes.ascending("pending.lane", "pending.due"));
            collection.createIndex(Indexes.ascending("pending.id"));
        });
    }

    @Override
    public List<WrittenEvent> lease(Lane lane, int most) {
        Instant now = Instant.ofEpochMilli(machine.millis());
        List<WrittenEvent> leased = new ArrayList<>();
        for (MongoCollection<Carrier> collection : collections) {
            for (Carrier carrier : due(collection, lane, now, most)) {
                for (PendingEvent event : carrier.pending()) {
                    if (event.lane() == lane
                            && !event.due().isAfter(now)
                            && leased(collection, carrier.id(), event, now)) {
                        leased.add(event.written());
                    }
                }
            }
        }
        return leased;
    }

    private static Iterable<Carrier> due(MongoCollection<Carrier> collection, Lane lane, Instant now, int most) {
        return collection
                .find(elemMatch("pending", and(eq("lane", lane), lte("due", now))))
                .projection(include("pending"))
                .limit(most)
                .into(new ArrayList<>());
    }

    private static boolean leased(MongoCollection<Carrier> collection, UUID carrier, PendingEvent event, Instant now) {
        return collection
                        .updateOne(
                                and(
                                        eq("_id", carrier),
                                        elemMatch("pending", and(eq("id", event.id()), eq("due", event.due())))),
                                set("pending.$.due", now.plus(LEASE)))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public void published(Collection<UUID> ids) {
        collections.forEach(collection -> collection.updateMany(in("pending.id", ids), pull("pending", in("id", ids))));
    }

    @Override
    public void giveBack(Collection<UUID> ids) {
        var given = new UpdateOptions().arrayFilters(List.of(in("given.id", ids)));
        collections.forEach(collection ->
                collection.updateMany(in("pending.id", ids), set("pending.$[given].due", Instant.EPOCH), given));
    }

    @Override
    public void await(Lane lane, Duration atMost) throws InterruptedException {
        signal.await(lane, atMost);
    }
}
