package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import io.coterie.feedback.ledger.Ledger;
import io.coterie.feedback.store.FeedbackDatabase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Events that were announced and never stored, because the process ended in between. A writer that stands still for
/// longer than this between the two, and then goes on, is beyond what is guarded against.
@Singleton
public class AbandonedEvents {
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

    private final MongoCollection<SurveyResponse> responses;
    private final Ledger ledger;

    AbandonedEvents(FeedbackDatabase database, Ledger ledger) {
        this.responses = database.collection(Responses.COLLECTION, SurveyResponse.class);
        this.ledger = ledger;
    }

    public void withdrawBelow(long position) {
        List<UUID> old = ledger.openBelowSince(position, LONGEST_WRITE);
        ledger.withdraw(old.stream().filter(event -> !isStored(event)).toList());
    }

    private boolean isStored(UUID event) {
        return responses.find(eq("pending.id", event)).first() != null;
    }
}
