package io.coterie.local.mongo;

import io.coterie.local.state.DetachedProcess;
import io.coterie.local.state.Piece;
import io.coterie.local.state.Ports;
import io.coterie.local.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A private `mongod`, where that program is installed.
public final class Mongod implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Piece piece;
    private final int port;

    private Mongod(Piece piece, int port) {
        this.piece = piece;
        this.port = port;
    }

    public static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Mongod start(Path program, StateFolder folder, int port) {
        var data = folder.directory("mongodb").toString();
        var pid = DetachedProcess.start(
                List.of(program.toString(), "--dbpath", data, "--bind_ip", "127.0.0.1", "--port", "" + port),
                Map.of(),
                folder.root(),
                folder.directory("logs").resolve("mongodb.log"));
        var piece = new Piece(folder, "mongodb");
        piece.remember(pid, data, Piece.Ending.TERM);
        var server = new Mongod(piece, port);
        server.awaitOpen();
        return server;
    }

    public String url(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database;
    }

    public boolean isRunning() {
        return piece.isRunning();
    }

    @Override
    public void close() {
        piece.stop(Duration.ofSeconds(30));
    }

    private void awaitOpen() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Ports.isOpen(port)) {
            if (!isRunning() || System.nanoTime() > deadline) {
                throw new IllegalStateException("mongod did not open on port " + port);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while mongod starts", e);
        }
    }
}
