package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;

/// Receipts of erasures, which their documents carry until the broker has them. All of them are live, and they are few.
@Singleton
public class PendingReceipts {
    /// A document, as far as its events go.
    public record Carrier(@BsonId UUID id, List<PendingEvent> pending) {}

    private final MongoCollection<Carrier> collection;

    PendingReceipts(FeedbackDatabase database) {
        this.collection = database.collection(PendingEvent.ERASURES, Carrier.class);
    }

    List<WrittenEvent> lease(Lane lane, Instant now, Instant until) {
        List<WrittenEvent> leased = new ArrayList<>();
        for (Carrier carrier : due(lane, now)) {
            for (PendingEvent event : carrier.pending()) {
                if (!event.due().isAfter(now) && leased(carrier.id(), event, until)) {
                    leased.add(event.written());
                }
            }
        }
        return leased;
    }

    private List<Carrier> due(Lane lane, Instant now) {
        return collection
                .find(elemMatch("pending", and(eq("lane", lane), lte("due", now))))
                .projection(include("pending"))
                .limit(64)
                .into(new ArrayList<>());
    }

    private boolean leased(UUID carrier, PendingEvent event, Instant until) {
        return collection
                        .updateOne(
                                and(
                                        eq("_id", carrier),
                                        elemMatch("pending", and(eq("id", event.id()), eq("due", event.due())))),
                                combine(set("pending.$.due", until), inc("pending.$.attempts", 1)))
                        .getMatchedCount()
                == 1;
    }

    void published(Collection<UUID> ids) {
        collection.updateMany(in("pending.id", ids), pull("pending", in("id", ids)));
    }
}
