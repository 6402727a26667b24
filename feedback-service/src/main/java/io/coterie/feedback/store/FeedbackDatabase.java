package io.coterie.feedback.store;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The service's database. What is acknowledged is on the disks of a majority, and reads see it: no URL can weaken
/// that.
@Singleton
public class FeedbackDatabase {
    private final MongoDatabase database;

    public FeedbackDatabase(MongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String name) {
        this.database = client.getDatabase(name)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadPreference(ReadPreference.primary());
    }

    public <T> MongoCollection<T> collection(String name, Class<T> document) {
        return database.getCollection(name, document);
    }
}
