package io.coterie.local.suite;

import io.coterie.local.state.DetachedProcess;
import io.coterie.local.state.Piece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A detached JVM of the suite. It runs a copy of what was built, so that a later build does not pull its classes
/// away.
record JavaProcess(SuiteHome home, String name) {
    private static final int TAIL = 40;

    Piece piece() {
        return new Piece(home.folder(), name);
    }

    /// @param program options and main class or jar, relative to the copy
    void start(List<Path> built, List<String> program, Map<String, String> environment) {
        var copy = home.folder().directory("programs/" + name);
        replace(copy, built);
        keepOldLog();
        var marker = "-Dcoterie.suite=" + home.folder().root() + "#" + name;
        var command = new ArrayList<>(List.of(
                java(),
                marker,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program);
        var pid = DetachedProcess.start(command, environment, copy, home.log(name));
        piece().remember(pid, marker, Piece.Ending.TERM);
    }

    /// The end of its log, for people.
    String tail() {
        try (Stream<String> lines = Files.lines(home.log(name))) {
            var all = lines.map(LogLine::readable).toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void keepOldLog() {
        var log = home.log(name);
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the old log " + log + " aside", e);
        }
    }

    private static void replace(Path copy, List<Path> built) {
        try {
            clear(copy);
            for (var source : built) {
                copy(source, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the program to " + copy, e);
        }
    }

    private static void clear(Path folder) throws IOException {
        try (var old = Files.walk(folder)) {
            for (var path : old.sorted(Collections.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }

    /// A folder's content, or one file.
    private static void copy(Path source, Path target) throws IOException {
        try (var paths = Files.walk(source)) {
            for (var path : paths.toList()) {
                var base = Files.isDirectory(source) ? source : Objects.requireNonNull(source.getParent());
                var to = target.resolve(base.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            }
        }
    }
}
