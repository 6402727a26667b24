package io.coterie.feedback.intake;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.feedback.store.OldDocuments;
import io.coterie.kit.intake.Inbox;
import io.coterie.kit.intake.Receipt;
import io.coterie.kit.retention.Retained;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;

/// Ids of events that were dealt with. The effect comes first: a crash before the id is kept repeats the effect, which
/// changes nothing.
@Singleton
class InboxDocuments implements Inbox, Retained {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<Document> collection;
    private final Clock machine = Clock.systemUTC();

    InboxDocuments(FeedbackDatabase database) {
        this.collection = database.collection("inbox", Document.class);
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("at"));
    }

    @Override
    public void once(Receipt receipt, Runnable steps) {
        if (collection.find(eq("_id", receipt.eventId())).first() == null) {
            steps.run();
            collection.updateOne(eq("_id", receipt.eventId()), setOnInsert("at", machine.instant()), UPSERT);
        }
    }

    @Override
    public String kept() {
        return "inbox documents";
    }

    @Override
    public int deleteSome(int most) {
        Instant end = machine.instant().minus(KEPT);
        return OldDocuments.delete(collection, lt("at", end), most);
    }
}
