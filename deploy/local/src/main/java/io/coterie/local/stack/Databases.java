package io.coterie.local.stack;

import io.coterie.local.postgres.PostgresServer;
import io.coterie.local.state.Piece;
import io.coterie.local.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// PostgreSQL with a database for each service that has one.
public final class Databases extends Part<PostgresServer> {
    public static final List<String> NAMES = List.of("customer", "segment", "campaign");

    private final StateFolder folder;
    private final int port;

    Databases(StateFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static String password(StateFolder folder, String role) {
        return folder.secret("postgresql-" + role);
    }

    /// Ends a server whose stack is gone.
    public static void stopOrphan(StateFolder folder) {
        PostgresServer.remember(piece(folder), data(folder));
        piece(folder).stop(Duration.ofSeconds(30));
    }

    @Override
    PostgresServer start() {
        stopOrphan(folder);
        var server = PostgresServer.start(new PostgresServer.Settings(
                folder.directory("postgresql/programs"), data(folder), port, password(folder, "postgres"), true));
        PostgresServer.remember(piece(folder), data(folder));
        NAMES.forEach(name -> server.ensureDatabase(name, password(folder, name)));
        return server;
    }

    @Override
    boolean isRunning(PostgresServer server) {
        return piece(folder).isRunning();
    }

    @Override
    Address address(PostgresServer server) {
        return new Address(
                "PostgreSQL", "postgresql://postgres:%s@127.0.0.1:%d/".formatted(password(folder, "postgres"), port));
    }

    private static Piece piece(StateFolder folder) {
        return new Piece(folder, "postgresql");
    }

    private static Path data(StateFolder folder) {
        return folder.directory("postgresql").resolve("data");
    }
}
