package io.coterie.feedback.payload;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.coterie.feedback.store.FeedbackDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.conversions.Bson;

/// The raw payloads. They are kept whatever is made of them.
@Singleton
public class Payloads {
    private static final Set<PayloadState> WITHOUT_ANSWER =
            EnumSet.of(PayloadState.RECEIVED, PayloadState.UNREADABLE, PayloadState.IGNORED);
    private static final Bson WAITING = and(eq("state", PayloadState.RECEIVED), ne("failed", true));

    private final MongoCollection<Payload> collection;

    public Payloads(FeedbackDatabase database) {
        this.collection = database.collection("payloads", Payload.class);
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("state", "receivedAt"));
    }

    /// Whether it is new; a delivery that is known stays as it came first.
    public boolean keep(Payload payload) {
        try {
            collection.insertOne(payload);
            return true;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw failed;
        }
    }

    public Optional<Payload> find(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first());
    }

    /// Returns how many there were.
    public long delete(Collection<UUID> ids) {
        return collection.deleteMany(in("_id", ids)).getDeletedCount();
    }

    /// Those without an answer that came until then, in the order of their ids, after the given one.
    public List<Payload> withoutAnswer(Instant until, UUID after, int most) {
        return collection
                .find(and(in("state", WITHOUT_ANSWER), lte("receivedAt", until), gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(most)
                .into(new ArrayList<>());
    }

    /// Nothing can be made of it as things are. It is tried again all the same, but nobody waits for it.
    public void markFailed(UUID id) {
        collection.updateOne(eq("_id", id), set("failed", true));
    }

    /// Those that something is to be made of, in no order.
    public Set<UUID> toBeMade(int most) {
        return collection.find(WAITING).limit(most).map(Payload::id).into(new HashSet<>());
    }

    public boolean isAnyToBeMade(Set<UUID> payloads) {
        return !payloads.isEmpty()
                && collection.find(and(in("_id", payloads), WAITING)).first() != null;
    }

    public void mark(UUID id, PayloadState state) {
        collection.updateOne(eq("_id", id), set("state", state));
    }

    /// Ids of those that nothing was made of yet, the oldest first.
    public List<UUID> waiting(int most) {
        return collection
                .find(eq("state", PayloadState.RECEIVED))
                .sort(Sorts.ascending("receivedAt"))
                .limit(most)
                .map(Payload::id)
                .into(new ArrayList<>());
    }
}
