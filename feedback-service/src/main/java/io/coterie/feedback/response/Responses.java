package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.coterie.feedback.ledger.Ledger;
import io.coterie.feedback.store.FeedbackDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/// The responses. Every write is of one document and expects the version before; the events that tell of it are written
/// with it.
@Singleton
class Responses {
    static final String COLLECTION = "responses";

    /// Which responses a list shows; null means any.
    record Which(
            @Nullable UUID customer,
            @Nullable UUID source,
            @Nullable ResponseState state) {}

    private final MongoCollection<SurveyResponse> collection;
    private final PublishSignal signal;
    private final Ledger ledger;

    Responses(FeedbackDatabase database, PublishSignal signal, Ledger ledger) {
        this.collection = database.collection(COLLECTION, SurveyResponse.class);
        this.signal = signal;
        this.ledger = ledger;
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.descending("position"));
        for (String field : List.of("customerId", "source", "state")) {
            collection.createIndex(Indexes.compoundIndex(Indexes.ascending(field), Indexes.descending("position")));
        }
        collection.createIndex(Indexes.ascending("waitingFor"), new IndexOptions().sparse(true));
    }

    Optional<SurveyResponse> find(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first());
    }

    /// Whether it was not there yet.
    boolean insert(SurveyResponse response) {
        try {
            collection.insertOne(response);
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                withdraw(response.pending());
                return false;
            }
            throw failed;
        }
        wake(response.pending());
        return true;
    }

    /// Whether the stored version was the one before `next`. Pending events are added, never overwritten: the relay
    /// works on them at the same time.
    boolean advance(SurveyResponse next, UUID payload, List<PendingEvent> events) {
        List<Bson> changes = new ArrayList<>(List.of(
                set("state", next.state()),
                set("answer", next.answer()),
                set("occurredAt", next.occurredAt()),
                set("version", next.version()),
                set("payload", next.payload()),
                set("waitingFor", next.waitingFor()),
                addToSet("payloads", payload)));
        if (next.customerId() != null) {
            changes.add(set("customerId", next.customerId()));
        }
        events.forEach(event -> changes.add(push("pending", event)));
        boolean advanced = collection
                        .updateOne(and(eq("_id", next.id()), eq("version", next.version() - 1)), combine(changes))
                        .getMatchedCount()
                == 1;
        if (advanced) {
            wake(events);
        } else {
            withdraw(events);
        }
        return advanced;
    }

    void alsoToldBy(UUID id, UUID payload) {
        collection.updateOne(eq("_id", id), addToSet("payloads", payload));
    }

    Iterable<SurveyResponse> waitingFor(Collection<String> identityKeys) {
        return collection.find(in("waitingFor", identityKeys)).batchSize(100);
    }

    /// The newest first, from the one after the given position on.
    List<SurveyResponse> list(Which which, @Nullable String after, int most) {
        List<Bson> filters = new ArrayList<>();
        if (which.customer() != null) {
            filters.add(eq("customerId", which.customer()));
        }
        if (which.source() != null) {
            filters.add(eq("source", which.source()));
        }
        if (which.state() != null) {
            filters.add(eq("state", which.state()));
        }
        if (after != null) {
            filters.add(lt("position", after));
        }
        return collection
                .find(filters.isEmpty() ? Filters.empty() : and(filters))
                .sort(Sorts.descending("position"))
                .limit(most)
                .into(new ArrayList<>());
    }

    List<SurveyResponse> of(Collection<UUID> customers, int most) {
        return collection.find(in("customerId", customers)).limit(most).into(new ArrayList<>());
    }

    /// Those that wait for their customer, from the one after the given position on.
    List<SurveyResponse> waiting(String after, int most) {
        return collection
                .find(and(eq("state", ResponseState.UNRESOLVED), gt("position", after)))
                .sort(Sorts.ascending("position"))
                .limit(most)
                .into(new ArrayList<>());
    }

    /// With the events that it carries, which are withdrawn. Returns how many there were.
    long delete(UUID id) {
        SurveyResponse gone = collection.findOneAndDelete(eq("_id", id));
        if (gone == null) {
            return 0;
        }
        withdraw(gone.pending());
        return 1;
    }

    private void withdraw(List<PendingEvent> events) {
        ledger.withdraw(events.stream().map(PendingEvent::id).toList());
    }

    private void wake(List<PendingEvent> events) {
        events.forEach(event -> signal.raise(event.lane()));
    }
}
