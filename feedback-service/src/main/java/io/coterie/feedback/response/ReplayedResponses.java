package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.push;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import io.coterie.feedback.source.Sources;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.Lane;
import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Scope;
import io.coterie.kit.replay.Slice;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/// Resolved responses, told again in their present version, in the order of their recording.
@Singleton
public class ReplayedResponses implements ReplayableFacts {
    private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

    private final MongoCollection<SurveyResponse> collection;
    private final ResponseEvents events;
    private final PublishSignal signal;
    private final Sources sources;

    ReplayedResponses(FeedbackDatabase database, ResponseEvents events, PublishSignal signal, Sources sources) {
        this.collection = database.collection(Responses.COLLECTION, SurveyResponse.class);
        this.events = events;
        this.signal = signal;
        this.sources = sources;
    }

    @Override
    public String type() {
        return ResponseItem.TYPE;
    }

    /// The id of a feedback source.
    @Override
    public boolean knowsSource(String source) {
        try {
            return sources.find(UUID.fromString(source)).isPresent();
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        List<SurveyResponse> found = collection
                .find(and(filters(place, scope)))
                .sort(Sorts.ascending("position"))
                .limit(most)
                .into(new ArrayList<>());
        return new Slice(
                found.stream().map(ReplayedResponses::item).toList(),
                found.size() < most ? null : found.getLast().position());
    }

    /// A position begins with the millisecond of the recording.
    private static List<Bson> filters(@Nullable String place, Scope scope) {
        List<Bson> filters = new ArrayList<>(List.of(
                eq("state", ResponseState.RESOLVED),
                gte("position", SurveyResponse.firstPosition(scope.since())),
                lt("position", SurveyResponse.firstPosition(scope.until()))));
        if (place != null) {
            filters.add(gt("position", place));
        }
        if (scope.customer() != null) {
            filters.add(eq("customerId", scope.customer()));
        }
        if (scope.source() != null) {
            filters.add(eq("source", UUID.fromString(scope.source())));
        }
        return filters;
    }

    private static ResponseItem item(SurveyResponse response) {
        return ResponseEvents.item(response, Objects.requireNonNull(response.customerId()), true);
    }

    /// Gives each response of a slice its event once more, for the relay to find. One that has changed meanwhile tells
    /// its news by itself.
    public void publish(Slice slice) {
        List<UpdateOneModel<SurveyResponse>> pushes = slice.items().stream()
                .map(ResponseItem.class::cast)
                .flatMap(this::pushes)
                .toList();
        if (!pushes.isEmpty()) {
            collection.bulkWrite(pushes, ANY_ORDER);
            signal.raise(Lane.BULK);
        }
    }

    private Stream<UpdateOneModel<SurveyResponse>> pushes(ResponseItem item) {
        Bson unchanged = and(eq("_id", item.id()), eq("version", item.version()));
        return events.of(item, Lane.BULK).stream()
                .map(event -> new UpdateOneModel<>(unchanged, push("pending", event)));
    }
}
