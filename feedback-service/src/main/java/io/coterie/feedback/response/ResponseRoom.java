package io.coterie.feedback.response;

import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.replay.BulkPermit;
import jakarta.inject.Singleton;

/// Bulk work goes on while few responses carry pending events. It counts no further than it must.
@Singleton
class ResponseRoom implements BulkPermit {
    private static final int MOST_PENDING = 2_000;

    private final MongoCollection<SurveyResponse> collection;

    ResponseRoom(FeedbackDatabase database) {
        this.collection = database.collection(Responses.COLLECTION, SurveyResponse.class);
    }

    @Override
    public boolean granted() {
        return collection.countDocuments(exists("pending.0"), new CountOptions().limit(MOST_PENDING)) < MOST_PENDING;
    }
}
