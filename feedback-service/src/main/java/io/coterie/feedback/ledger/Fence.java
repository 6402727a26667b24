package io.coterie.feedback.ledger;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import io.coterie.feedback.store.FeedbackDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;

/// A number that rises with every heartbeat, in one document with what the last heartbeat said. An event's position is
/// the fence that stood when it was announced.
///
/// Whoever raises it knows: who announces from now on stands at or above it.
@Singleton
public class Fence {
    private static final String ID = "fence";

    /// @param height above the position of every event that was announced before it was raised
    /// @param recordedBefore what the heartbeat that raised it will say
    /// @param told the position of the last heartbeat that was told; lower than `height` while one waits
    /// @param toldAt by the machine's clock
    public record State(
            @BsonId String id, long height, Instant recordedBefore, long told, Instant toldAt, List<Count> published) {
        public boolean isWaiting() {
            return told < height;
        }

        public Map<String, Long> totals() {
            return published.stream().collect(Collectors.toMap(Count::type, Count::events));
        }
    }

    public record Count(String type, long events) {}

    private final MongoCollection<State> collection;
    private final Clock machine = Clock.systemUTC();

    public Fence(FeedbackDatabase database) {
        this.collection = database.collection("heartbeats", State.class);
    }

    void prepare(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent started) {
        collection.updateOne(
                eq("_id", ID),
                combine(
                        setOnInsert("height", 0L),
                        setOnInsert("recordedBefore", Instant.EPOCH),
                        setOnInsert("told", 0L),
                        setOnInsert("toldAt", Instant.EPOCH),
                        setOnInsert("published", List.of())),
                new UpdateOptions().upsert(true));
    }

    public State state() {
        State state = collection.find(eq("_id", ID)).first();
        if (state == null) {
            throw new IllegalStateException("the fence is gone; it is made when the service starts");
        }
        return state;
    }

    /// Unless another replica did so since `known` was read.
    public void raise(State known, Instant recordedBefore) {
        collection.updateOne(as(known), combine(inc("height", 1L), set("recordedBefore", recordedBefore)));
    }

    /// Whether this replica is the one to tell that so much is published below the height of `known`.
    public boolean tell(State known, Map<String, Long> totals) {
        List<Count> counts = totals.entrySet().stream()
                .map(total -> new Count(total.getKey(), total.getValue()))
                .toList();
        Instant now = Instant.ofEpochMilli(machine.millis());
        return collection
                        .updateOne(
                                as(known),
                                combine(set("told", known.height()), set("toldAt", now), set("published", counts)))
                        .getMatchedCount()
                == 1;
    }

    private static Bson as(State known) {
        return and(eq("_id", ID), eq("height", known.height()), eq("told", known.told()));
    }
}
