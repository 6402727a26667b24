package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Backlog;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/// The events that responses carry, for those who watch over them. They are counted by responses, of which each carries
/// one or two.
@Singleton
class ResponseBacklog implements Backlog {
    /// The age of the oldest is taken from so many.
    private static final int SAMPLE = 100;
    private static final int MOST_STUCK = 10_000;

    private final MongoCollection<Document> collection;
    private final PublishSignal signal;
    private final Clock machine = Clock.systemUTC();

    ResponseBacklog(FeedbackDatabase database, PublishSignal signal) {
        this.collection = database.collection(Responses.COLLECTION, Document.class);
        this.signal = signal;
    }

    @Override
    public Depth depth(Lane lane, long countedUpTo) {
        Bson onLane = eq("pending.lane", lane.name());
        int most = (int) Math.min(countedUpTo, Integer.MAX_VALUE);
        long pending = collection.countDocuments(onLane, new CountOptions().limit(most));
        return pending == 0 ? Depth.NONE : new Depth(pending, oldest(events(onLane, SAMPLE), lane));
    }

    private Duration oldest(Stream<Document> events, Lane lane) {
        return events.filter(event -> isOn(event, lane) && !event.getBoolean("unroutable"))
                .map(event -> Duration.between(createdAt(event), machine.instant()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public Summary summary(Lane lane, int stuckAfter) {
        Instant now = machine.instant();
        List<Document> events = events(eq("pending.lane", lane.name()), 0)
                .filter(event -> isOn(event, lane))
                .toList();
        return new Summary(
                events.size(),
                oldest(events.stream(), lane).toSeconds(),
                events.stream()
                        .filter(event -> event.getDate("due").toInstant().isAfter(now))
                        .count(),
                events.stream().filter(event -> isStuck(event, stuckAfter)).count());
    }

    @Override
    public List<StuckEvent> stuck(int stuckAfter, @Nullable UUID after, int most) {
        Bson which = elemMatch("pending", or(gt("attempts", stuckAfter), eq("unroutable", true)));
        return collection.find(which).limit(MOST_STUCK).into(new ArrayList<>()).stream()
                .flatMap(response -> response.getList("pending", Document.class).stream())
                .filter(event -> isStuck(event, stuckAfter))
                .map(ResponseBacklog::stuck)
                .filter(event -> after == null || text(event).compareTo(after.toString()) > 0)
                .sorted(Comparator.comparing(ResponseBacklog::text))
                .limit(most)
                .toList();
    }

    @Override
    public boolean retry(UUID id) {
        Bson again = combine(
                set("pending.$[given].due", Instant.EPOCH),
                set("pending.$[given].attempts", 0),
                set("pending.$[given].unroutable", false));
        var only = new UpdateOptions().arrayFilters(List.of(eq("given.id", id)));
        boolean found = collection.updateOne(eq("pending.id", id), again, only).getMatchedCount() == 1;
        Stream.of(Lane.values()).forEach(signal::raise);
        return found;
    }

    /// Without their bodies.
    private Stream<Document> events(Bson which, int most) {
        return collection
                .find(which)
                .projection(Projections.include(
                        "pending.id", "pending.lane", "pending.due", "pending.attempts", "pending.unroutable"))
                .limit(most)
                .into(new ArrayList<>())
                .stream()
                .flatMap(response -> response.getList("pending", Document.class).stream());
    }

    private static boolean isOn(Document event, Lane lane) {
        return lane.name().equals(event.getString("lane"));
    }

    private static boolean isStuck(Document event, int stuckAfter) {
        return event.getInteger("attempts") > stuckAfter || event.getBoolean("unroutable");
    }

    private static Instant createdAt(Document event) {
        return Ids.timeOf(event.get("id", UUID.class));
    }

    private static StuckEvent stuck(Document event) {
        return new StuckEvent(
                event.get("id", UUID.class),
                event.getString("type"),
                Lane.valueOf(event.getString("lane")),
                createdAt(event),
                event.getInteger("attempts"),
                event.getBoolean("unroutable"),
                event.get("body", Binary.class).length());
    }

    /// Ids compare as text, for `UUID` compares signed numbers.
    private static String text(StuckEvent event) {
        return event.id().toString();
    }
}
