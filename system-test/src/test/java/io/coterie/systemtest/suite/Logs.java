package io.coterie.systemtest.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The logs of everything, also of processes that are gone: the launcher keeps the last one of each alone.
public record Logs(Path folder) {

    /// Before another process of that name begins a new one.
    void keep(ServiceName service) {
        var log = folder.resolve(service.key() + ".log");
        try {
            if (Files.exists(log)) {
                var kept = Files.createDirectories(folder.resolve("kept"));
                var name = "%s-%03d.log".formatted(service.key(), files(kept).size());
                Files.copy(log, kept.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + log, e);
        }
    }

    /// Lines that tell of locks taken in a ring, by whoever wrote them.
    public List<String> deadlocks() {
        return files(folder).stream()
                .flatMap(Logs::lines)
                .filter(Logs::tellsOfDeadlock)
                .toList();
    }

    private static boolean tellsOfDeadlock(String line) {
        return line.contains("40P01") || line.toLowerCase(java.util.Locale.ROOT).contains("deadlock detected");
    }

    private static Stream<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static List<Path> files(Path folder) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
