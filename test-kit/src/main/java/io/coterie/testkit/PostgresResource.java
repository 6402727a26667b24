package io.coterie.testkit;

import io.coterie.local.postgres.PostgresServer;
import io.coterie.local.state.Ports;
import io.coterie.local.state.StateFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A fresh PostgreSQL database. The server is one per test JVM and not durable.
///
/// `COTERIE_TEST_POSTGRESQL_URL` (a JDBC URL with user and password as parameters) replaces it.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable PostgresServer server;
    private static String password = "";

    @Override
    public Map<String, String> start() {
        var given = Scratch.environment("COTERIE_TEST_POSTGRESQL_URL");
        if (given.isPresent()) {
            return Map.of("quarkus.datasource.jdbc.url", given.get());
        }
        var name = "test_" + DATABASES.incrementAndGet();
        var running = server();
        running.ensureDatabase(name, password);
        return Map.of(
                "quarkus.datasource.jdbc.url", running.jdbcUrl(name),
                "quarkus.datasource.username", name,
                "quarkus.datasource.password", password);
    }

    @Override
    public void stop() {
        // the server stays for the next test class, and ends with the JVM
    }

    private static synchronized PostgresServer server() {
        var running = server;
        if (running == null) {
            var folder = Scratch.folder("postgres");
            running = started(folder);
            server = running;
            Scratch.atEnd(running::close);
        }
        return running;
    }

    private static PostgresServer started(StateFolder folder) {
        password = folder.secret("postgres");
        return PostgresServer.start(new PostgresServer.Settings(
                Scratch.shared("postgres-binaries"), folder.file("data"), Ports.anyFree(), password, false));
    }
}
