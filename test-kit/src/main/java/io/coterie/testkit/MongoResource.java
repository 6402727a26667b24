package io.coterie.testkit;

import io.coterie.local.mongo.MongoStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stand-in for MongoDB, in memory and new for each run. `MONGODB_URL` replaces it by a real one.
public final class MongoResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable MongoStore store;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.mongodb.connection-string",
                Scratch.environment("MONGODB_URL").orElseGet(this::startStore));
    }

    @Override
    public void stop() {
        if (store != null) {
            store.close();
        }
    }

    private String startStore() {
        var started = MongoStore.inMemory();
        store = started;
        return started.url("feedback");
    }
}
