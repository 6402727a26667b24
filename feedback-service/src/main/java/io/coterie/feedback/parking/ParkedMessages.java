package io.coterie.feedback.parking;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// Keeps what could not be applied, with the reason; counted in the metric `coterie.parked.messages`.
@Singleton
@Startup
public class ParkedMessages {
    private static final int LONGEST_ERROR = 2_000;

    public record ParkedMessage(
            @BsonId UUID id,
            Lane lane,
            @Nullable UUID eventId,
            @Nullable String type,
            String error,
            byte[] body,
            Instant parkedAt) {}

    private final MongoCollection<ParkedMessage> collection;
    private final Clock clock;

    public ParkedMessages(FeedbackDatabase database, Clock clock, MeterRegistry metrics) {
        this.collection = database.collection("parked_messages", ParkedMessage.class);
        this.clock = clock;
        Gauge.builder("coterie.parked.messages", this, ParkedMessages::count)
                .description("messages or items that could not be applied and wait for an operator")
                .register(metrics);
    }

    /// The error's text names ids and fields, never data.
    public void park(Lane lane, @Nullable UUID eventId, @Nullable String type, String error, byte[] body) {
        String text = error.substring(0, Math.min(error.length(), LONGEST_ERROR));
        collection.insertOne(new ParkedMessage(Ids.next(), lane, eventId, type, text, body, clock.instant()));
    }

    /// NaN while the database is away: no number is better than a wrong one.
    private double count() {
        try {
            return collection.estimatedDocumentCount();
        } catch (MongoException away) {
            return Double.NaN;
        }
    }
}
