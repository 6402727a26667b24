package io.coterie.systemtest.suite;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the commands behind `./coterie` on a suite of its own, with what was packaged.
///
/// @param checkout where the modules stand
/// @param home the suite's data and logs
/// @param environment settings of the services beside those that the launcher makes
public record Launcher(Path checkout, Path home, Map<String, String> environment) {
    /// Away from the ports of a suite that somebody uses; where some are taken, the next free ones are.
    private static final String PORT_OFFSET = "23000";

    public record Ended(int exitCode, String output) {}

    public static Launcher ofThisBuild() {
        return new Launcher(
                Path.of(System.getProperty("coterie.checkout")), Path.of(System.getProperty("coterie.home")), Map.of());
    }

    /// One of a home of its own, with ports of its own: it runs beside this one.
    public Launcher beside(String name) {
        return new Launcher(checkout, home.resolveSibling(home.getFileName() + "-" + name), environment);
    }

    public Launcher with(Map<String, String> settings) {
        return new Launcher(checkout, home, settings);
    }

    /// Passes the output on as it comes, too: a story takes its time.
    public Ended run(String... command) {
        return run(System.out::println, command);
    }

    /// The output alone, which may hold secrets.
    String ask(String... command) {
        return run(line -> {}, command).output();
    }

    private Ended run(Consumer<String> listener, String... command) {
        try {
            var process = process(List.of(command)).redirectErrorStream(true).start();
            var output = new StringBuilder();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    listener.accept(line);
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
    public Path folder() {
        return home.resolve(PORT_OFFSET);
    }

    /// The processes whose command line names the suite's folder.
    public List<String> processes() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder().toString()))
                .toList();
    }

    public void wipe() {
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
        var builder = new ProcessBuilder(whole);
        builder.environment().putAll(environment);
        return builder;
    }
}
