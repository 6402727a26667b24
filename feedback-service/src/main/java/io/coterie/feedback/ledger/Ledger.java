package io.coterie.feedback.ledger;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import io.coterie.feedback.store.FeedbackDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The events that are announced or published and not yet told of by a heartbeat.
///
/// An event is announced before the document that carries it is written, and the fence is read after that: either the
/// announcement stood before the fence was raised, and who raised it finds it and waits, or the announcer sees the
/// raised fence and moves behind it. Both need what a majority acknowledged to stay, nothing else.
@Singleton
public class Ledger {
    private final MongoCollection<LedgerEntry> collection;
    private final MongoCollection<Document> counted;
    private final Fence fence;
    private final Clock machine = Clock.systemUTC();

    public Ledger(FeedbackDatabase database, Fence fence) {
        this.collection = database.collection("ledger", LedgerEntry.class);
        this.counted = database.collection("ledger", Document.class);
        this.fence = fence;
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("position"));
    }

    /// Announces events of one type and returns their position. Call before anything that carries them is stored.
    public long announce(List<UUID> events, String type) {
        long position = fence.state().height();
        Instant now = Instant.ofEpochMilli(machine.millis());
        List<LedgerEntry> entries = new ArrayList<>();
        for (UUID event : events) {
            entries.add(new LedgerEntry(event, type, position, false, now));
        }
        collection.insertMany(entries);
        for (long height = fence.state().height();
                height > position;
                height = fence.state().height()) {
            position = height;
            collection.updateMany(in("_id", events), set("position", position));
        }
        return position;
    }

    /// These will not be published after all: what carries them was not stored.
    public void withdraw(Collection<UUID> events) {
        collection.deleteMany(and(in("_id", events), eq("published", false)));
    }

    /// The broker has these; however often that is said.
    public void published(Collection<UUID> events) {
        collection.updateMany(in("_id", events), set("published", true));
    }

    /// Whether one below the position is announced and not published.
    public boolean isAnyOpenBelow(long position) {
        return collection.find(openBelow(position)).first() != null;
    }

    /// Open ones that were announced so long ago, most of them by a process that ended before it stored anything.
    public List<UUID> openBelowSince(long position, Duration atLeast) {
        Instant since = Instant.ofEpochMilli(machine.millis()).minus(atLeast);
        return collection
                .find(and(openBelow(position), lt("since", since)))
                .map(LedgerEntry::id)
                .into(new ArrayList<>());
    }

    /// How many events from one position to below another are published, by type.
    public Map<String, Long> publishedBetween(long from, long below) {
        Map<String, Long> counts = new HashMap<>();
        counted.aggregate(List.of(
                        match(and(gte("position", from), lt("position", below), eq("published", true))),
                        group("$type", sum("events", 1L))))
                .forEach(type -> counts.put(
                        type.getString("_id"), type.get("events", Number.class).longValue()));
        return counts;
    }

    /// What a heartbeat has told of is not needed any more.
    public void forgetBelow(long position) {
        collection.deleteMany(and(lt("position", position), eq("published", true)));
    }

    private static Bson openBelow(long position) {
        return and(lt("position", position), eq("published", false));
    }
}
