package io.coterie.local.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.coterie.local.state.Ports;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoStoreTest {
    @TempDir
    Path folder;

    @Test
    void documentsAreThereAfterARestart() {
        var port = Ports.anyFree();
        try (var store = MongoStore.durable(folder.resolve("feedback.mv"), port);
                var client = MongoClients.create(store.url("feedback"))) {
            client.getDatabase("feedback").getCollection("responses").insertOne(new Document("_id", "r-1"));
        }

        try (var store = MongoStore.durable(folder.resolve("feedback.mv"), port);
                var client = MongoClients.create(store.url("feedback"))) {
            assertThat(client.getDatabase("feedback").getCollection("responses").find())
                    .singleElement()
                    .satisfies(document -> assertThat(document.get("_id")).isEqualTo("r-1"));
        }
    }
}
