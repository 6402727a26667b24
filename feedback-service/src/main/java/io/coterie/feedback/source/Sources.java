package io.coterie.feedback.source;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.coterie.feedback.store.FeedbackDatabase;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The feedback sources, by id.
@Singleton
public class Sources {
    private final MongoCollection<FeedbackSource> collection;

    public Sources(FeedbackDatabase database) {
        this.collection = database.collection("feedback_sources", FeedbackSource.class);
    }

    void add(FeedbackSource source) {
        collection.insertOne(source);
    }

    public Optional<FeedbackSource> find(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first());
    }

    /// In the order of their creation, from the one after the given on.
    List<FeedbackSource> list(@Nullable UUID after, int most) {
        return collection
                .find(after == null ? Filters.empty() : gt("_id", after))
                .sort(Sorts.ascending("_id"))
                .limit(most)
                .into(new ArrayList<>());
    }
}
