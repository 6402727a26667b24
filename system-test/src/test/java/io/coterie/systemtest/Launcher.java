package io.coterie.systemtest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Runs the commands behind `./coterie` on a suite of its own, with what was packaged.
///
/// @param checkout where the modules stand
/// @param home the suite's data and logs
record Launcher(Path checkout, Path home) {
    /// Away from the ports of a suite that somebody uses; where some are taken, the next free ones are.
    private static final String PORT_OFFSET = "23000";

    record Ended(int exitCode, String output) {}

    static Launcher ofThisBuild() {
        return new Launcher(
                Path.of(System.getProperty("coterie.checkout")), Path.of(System.getProperty("coterie.home")));
    }

    /// Passes the output on as it comes, too: a story takes its time.
    Ended run(String... command) {
        try {
            var process = process(List.of(command)).redirectErrorStream(true).start();
            var output = new StringBuilder();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    System.out.println(line);
                    output.append(line).append('\n');
                });
            }
            return new Ended(process.waitFor(), output.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + String.join(" ", command), e);
        }
    }

    /// The suite's own folder.
    Path folder() {
        return home.resolve(PORT_OFFSET);
    }

    /// The processes whose command line names the suite's folder.
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder().toString()))
                .toList();
    }

    void wipe() {
        if (!Files.exists(home)) {
            return;
        }
        try (var paths = Files.walk(home)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wipe " + home, e);
        }
    }

    private ProcessBuilder process(List<String> command) {
        var target = checkout.resolve("deploy/local/target");
        var whole = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcoterie.checkout=" + checkout,
                "-Dcoterie.home=" + home,
                "-cp",
                target.resolve("local-stack.jar") + File.pathSeparator + target.resolve("lib") + File.separator + "*",
                "io.coterie.local.suite.Suite"));
        whole.addAll(command);
        whole.addAll(List.of("--port-offset", PORT_OFFSET));
        return new ProcessBuilder(whole);
    }
}
