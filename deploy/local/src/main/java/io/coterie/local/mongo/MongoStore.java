package io.coterie.local.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/// Stand-in for MongoDB: mongo-java-server speaks its wire protocol. A real one is used where its URL is given.
public final class MongoStore implements AutoCloseable {
    private final MongoServer server;
    private final int port;

    private MongoStore(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Keeps the data in one file. Killed hard, it loses what was acknowledged in the last fraction of a second.
    public static MongoStore durable(Path file, int port) {
        var store = new MVStore.Builder().fileName(file.toString()).open();
        store.setAutoCommitDelay(100);
        var server = new MongoServer(new H2Backend(store));
        server.bind("127.0.0.1", port);
        return new MongoStore(server, port);
    }

    public static MongoStore inMemory() {
        var server = new MongoServer(new MemoryBackend());
        return new MongoStore(server, server.bind().getPort());
    }

    public String url(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
