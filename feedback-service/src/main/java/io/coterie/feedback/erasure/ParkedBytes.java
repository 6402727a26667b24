package io.coterie.feedback.erasure;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Redaction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// Parked messages, as far as an erasure has to do with them. Those that tell of erasures stay, and so do settled ones,
/// which have no body.
@Singleton
public class ParkedBytes {
    public record Parked(@BsonId UUID id, @Nullable String type, byte[] body) {
        boolean tellsOfAnErasure() {
            return Erasure.TYPE.equals(type);
        }
    }

    private final MongoCollection<Parked> collection;
    private final ObjectMapper json;

    ParkedBytes(FeedbackDatabase database, ObjectMapper json) {
        this.collection = database.collection("parked_messages", Parked.class);
        this.json = json;
    }

    List<Parked> after(UUID id, int most) {
        return collection
                .find(and(exists("body"), gt("_id", id)))
                .sort(Sorts.ascending("_id"))
                .limit(most)
                .into(new ArrayList<>());
    }

    /// How many items or messages went.
    int redact(Parked parked, Mentions mentions) {
        if (parked.tellsOfAnErasure()) {
            return 0;
        }
        return switch (new Redaction(json, mentions::in).of(parked.body)) {
            case Redaction.Outcome.Kept kept -> 0;
            case Redaction.Outcome.Rewritten rewritten -> {
                collection.updateOne(
                        eq("_id", parked.id),
                        combine(set("body", rewritten.body()), set("bytes", rewritten.body().length)));
                yield rewritten.items();
            }
            case Redaction.Outcome.Dropped dropped -> drop(parked);
        };
    }

    private int drop(Parked parked) {
        return (int) collection.deleteOne(eq("_id", parked.id)).getDeletedCount();
    }
}
