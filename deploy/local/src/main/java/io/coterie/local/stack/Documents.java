package io.coterie.local.stack;

import io.coterie.local.mongo.MongoStore;
import io.coterie.local.mongo.Mongod;
import io.coterie.local.state.Piece;
import io.coterie.local.state.StateFolder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// MongoDB: `MONGODB_URL`, else a private `mongod` where it is installed, else the stand-in.
public final class Documents extends Part<Documents.Store> {
    private static final String DATABASE = "feedback";

    sealed interface Store extends AutoCloseable {
        @Override
        void close();

        record Given(String url) implements Store {
            @Override
            public void close() {}
        }

        record Private(Mongod server) implements Store {
            @Override
            public void close() {
                server.close();
            }
        }

        record StandIn(MongoStore server) implements Store {
            @Override
            public void close() {
                server.close();
            }
        }
    }

    private final StateFolder folder;
    private final int port;

    Documents(StateFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// Ends a server whose stack is gone.
    public static void stopOrphan(StateFolder folder) {
        new Piece(folder, "mongodb").stop(Duration.ofSeconds(30));
    }

    @Override
    Store start() {
        stopOrphan(folder);
        @Nullable String given = System.getenv("MONGODB_URL");
        if (given != null && !given.isBlank()) {
            return new Store.Given(given);
        }
        return Mongod.find()
                .<Store>map(program -> new Store.Private(Mongod.start(program, folder, port)))
                .orElseGet(() -> new Store.StandIn(
                        MongoStore.durable(folder.directory("mongodb").resolve("feedback.mv"), port)));
    }

    @Override
    boolean isRunning(Store store) {
        return !(store instanceof Store.Private(var server)) || server.isRunning();
    }

    @Override
    Address address(Store store) {
        return switch (store) {
            case Store.Given(var url) -> new Address("MongoDB", url);
            case Store.Private(var server) -> new Address("MongoDB", server.url(DATABASE));
            case Store.StandIn(var server) -> new Address("mongo-java-server, a stand-in", server.url(DATABASE));
        };
    }
}
