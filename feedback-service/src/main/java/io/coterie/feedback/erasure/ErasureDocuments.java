package io.coterie.feedback.erasure;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import io.coterie.feedback.response.PendingEvent;
import io.coterie.feedback.response.PublishSignal;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.erasure.ErasureCompleted;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Erasures with their receipts, which the relay publishes as it does the events of responses.
@Singleton
class ErasureDocuments {
    static final String COMPLETED = "feedback.erasure-completed.v1";
    private static final String SERVICE = "feedback-service";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final FindOneAndUpdateOptions AFTERWARDS =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<ErasureDocument> collection;
    private final EventFormat format;
    private final PublishSignal signal;
    private final Clock clock;
    private final Clock machine = Clock.systemUTC();

    ErasureDocuments(FeedbackDatabase database, EventFormat format, PublishSignal signal, Clock clock) {
        this.collection = database.collection(PendingEvent.ERASURES, ErasureDocument.class);
        this.format = format;
        this.signal = signal;
        this.clock = clock;
    }

    /// One that is known already and finished gets its receipt again.
    void begin(ErasureDocument begun) {
        try {
            collection.insertOne(begun);
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
            find(begun.id()).ifPresent(this::tellAgain);
        }
    }

    private void tellAgain(ErasureDocument known) {
        if (known.finishedAt() != null) {
            tell(known, known.finishedAt());
        }
    }

    private Optional<ErasureDocument> find(UUID id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first());
    }

    /// One that nobody works on.
    Optional<ErasureDocument> lease() {
        Instant now = Instant.ofEpochMilli(machine.millis());
        return Optional.ofNullable(collection.findOneAndUpdate(
                and(eq("finishedAt", null), lte("due", now)), set("due", now.plus(LEASE)), AFTERWARDS));
    }

    /// Adds to a count and prolongs the lease. A crash between a deletion and this leaves the count low, never high.
    void count(UUID id, String kind, long number) {
        Instant due = Instant.ofEpochMilli(machine.millis()).plus(LEASE);
        collection.updateOne(
                eq("_id", id), number == 0 ? set("due", due) : combine(set("due", due), inc("counts." + kind, number)));
    }

    /// Ends it, together with its receipt.
    void finish(UUID id) {
        find(id).filter(known -> known.finishedAt() == null)
                .ifPresent(known -> tell(known, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private void tell(ErasureDocument known, Instant finishedAt) {
        ErasureCompleted receipt =
                ErasureCompleted.of(SERVICE, known.erasure(), finishedAt, new TreeMap<>(known.counts()));
        PendingEvent event =
                PendingEvent.of(format.write(COMPLETED, List.of(receipt)).getFirst(), Lane.LIVE);
        collection.updateOne(eq("_id", known.id()), combine(set("finishedAt", finishedAt), push("pending", event)));
        signal.raise(Lane.LIVE);
    }
}
