package io.coterie.systemtest.suite;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;

/// Looks straight into feedback-service's MongoDB.
public final class Documents implements AutoCloseable {
    private final MongoClient client;
    private final MongoDatabase database;

    Documents(String url) {
        this.client = MongoClients.create(url);
        this.database = client.getDatabase("feedback");
    }

    /// Responses that carry events which are not published yet.
    public long withPendingEvents() {
        return database.getCollection("responses").countDocuments(Filters.exists("pending.0"));
    }

    /// Webhooks that were accepted, and of which nothing was made yet.
    public long rawPayloads() {
        return database.getCollection("payloads").countDocuments(Filters.eq("state", "RECEIVED"));
    }

    /// Answers to a survey whose customer is known.
    public long resolved(String survey) {
        return database.getCollection("responses")
                .countDocuments(Filters.and(Filters.eq("survey", survey), Filters.eq("state", "RESOLVED")));
    }

    public long parked() {
        return database.getCollection("parked_messages").countDocuments();
    }

    @Override
    public void close() {
        client.close();
    }
}
