package io.coterie.testkit;

import io.coterie.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Folders of this test run, gone when the JVM ends.
final class Scratch {
    private static final Deque<Runnable> AT_END = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> AT_END.forEach(Runnable::run)));
    }

    private Scratch() {}

    static StateFolder folder(String name) {
        try {
            var folder = StateFolder.open(Files.createTempDirectory("coterie-" + name + "-"));
            atEnd(folder::wipe);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    /// PostgreSQL's programs are unpacked once a user and machine.
    static Path shared(String name) {
        var user = System.getProperty("user.name");
        return Path.of(System.getProperty("java.io.tmpdir"), "coterie-" + name + "-" + user);
    }

    /// The last one given runs first: a server stops before its folder goes.
    static void atEnd(Runnable action) {
        AT_END.push(action);
    }

    static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
