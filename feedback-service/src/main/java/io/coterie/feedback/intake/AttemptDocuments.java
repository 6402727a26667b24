package io.coterie.feedback.intake;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.feedback.store.OldDocuments;
import io.coterie.kit.intake.Attempts;
import io.coterie.kit.retention.Retained;
import io.coterie.kit.retention.RetentionPeriods;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.bson.Document;

/// The attempts at messages that were handed over before.
@Singleton
class AttemptDocuments implements Attempts, Retained {
    private static final FindOneAndUpdateOptions UPSERT =
            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> collection;
    private final Duration kept;
    private final Clock machine = Clock.systemUTC();

    AttemptDocuments(FeedbackDatabase database, RetentionPeriods periods) {
        this.collection = database.collection("intake_attempts", Document.class);
        this.kept = periods.attempts();
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("begunAt"));
    }

    @Override
    public int begin(String message) {
        Document counted = collection.findOneAndUpdate(
                eq("_id", message), combine(inc("attempts", 1), set("begunAt", machine.instant())), UPSERT);
        return Objects.requireNonNull(counted).getInteger("attempts");
    }

    @Override
    public void end(String message) {
        collection.deleteOne(eq("_id", message));
    }

    @Override
    public String kept() {
        return "attempts";
    }

    @Override
    public int deleteSome(int most) {
        Instant end = machine.instant().minus(kept);
        return OldDocuments.delete(collection, lt("begunAt", end), most);
    }
}
