package io.coterie.feedback.replay;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.UUID;
import org.bson.Document;

/// Deletes replays of single customers.
@Singleton
public class ForgetReplays {
    private final MongoCollection<Document> collection;

    public ForgetReplays(FeedbackDatabase database) {
        this.collection = database.collection(ReplayDocuments.COLLECTION, Document.class);
    }

    /// Returns how many there were. One that is running ends.
    public long of(Collection<UUID> customers) {
        return collection.deleteMany(in("replay.scope.customer", customers)).getDeletedCount();
    }
}
