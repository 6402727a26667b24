package io.coterie.feedback.parking;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.feedback.store.OldDocuments;
import io.coterie.kit.intake.Parked;
import io.coterie.kit.intake.Parking;
import io.coterie.kit.operations.ParkedMessage;
import io.coterie.kit.operations.ParkedMessages;
import io.coterie.kit.operations.ParkedState;
import io.coterie.kit.retention.Retained;
import io.coterie.kit.retention.RetentionPeriods;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
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

/// The parking place. A message is one document, and the fingerprint lets it in once.
@Singleton
class ParkedDocuments implements Parking, ParkedMessages, Retained {
    private final MongoCollection<ParkedDocument> collection;
    private final Duration settledKept;
    private final Clock machine = Clock.systemUTC();

    ParkedDocuments(FeedbackDatabase database, RetentionPeriods periods) {
        this.collection = database.collection("parked_messages", ParkedDocument.class);
        this.settledKept = periods.settledParked();
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("fingerprint"), new IndexOptions().unique(true));
        collection.createIndex(Indexes.ascending("state", "settledAt"));
    }

    @Override
    public void park(Parked parked) {
        try {
            collection.insertOne(ParkedDocument.of(parked, machine.instant()));
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
        }
    }

    @Override
    public List<ParkedMessage> list(Which which, @Nullable UUID after, int most) {
        List<Bson> filters = new ArrayList<>();
        if (which.type() != null) {
            filters.add(eq("type", which.type()));
        }
        if (which.lane() != null) {
            filters.add(eq("lane", which.lane()));
        }
        if (which.state() != null) {
            filters.add(eq("state", which.state()));
        }
        if (after != null) {
            filters.add(lt("_id", after));
        }
        return collection
                .find(filters.isEmpty() ? Filters.empty() : and(filters))
                .projection(Projections.exclude("body"))
                .sort(Sorts.descending("_id"))
                .limit(most)
                .map(ParkedDocument::message)
                .into(new ArrayList<>());
    }

    @Override
    public Optional<ParkedMessage> find(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first()).map(ParkedDocument::message);
    }

    @Override
    public Optional<byte[]> body(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first())
                .flatMap(found -> Optional.ofNullable(found.body()));
    }

    @Override
    public long waiting() {
        return collection.countDocuments(eq("state", ParkedState.WAITING));
    }

    @Override
    public boolean settle(UUID id, ParkedState state, @Nullable String reason) {
        return change(
                id,
                set("state", state),
                set("settledAt", machine.instant()),
                set("reason", reason),
                set("bytes", 0),
                unset("body"));
    }

    @Override
    public void failedAgain(UUID id, Parked rest) {
        change(
                id,
                set("eventId", rest.eventId()),
                set("type", rest.type()),
                set("source", rest.source()),
                set("error", rest.error()),
                set("body", rest.body()),
                set("bytes", rest.body().length));
    }

    @Override
    public void failedAgain(UUID id, String error) {
        change(id, set("error", error));
    }

    private boolean change(UUID id, Bson... changes) {
        return collection
                        .updateOne(and(eq("_id", id), eq("state", ParkedState.WAITING)), combine(changes))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public String kept() {
        return "settled parked messages";
    }

    @Override
    public int deleteSome(int most) {
        Instant end = machine.instant().minus(settledKept);
        return OldDocuments.delete(collection, and(ne("state", ParkedState.WAITING), lt("settledAt", end)), most);
    }
}
