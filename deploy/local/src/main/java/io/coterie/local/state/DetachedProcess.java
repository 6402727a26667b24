package io.coterie.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts programs in a session of their own, so that neither Ctrl-C nor a closed terminal ends them.
public final class DetachedProcess {
    /// Without `setsid` (macOS), job control gives the program a process group of its own. Prints the pid.
    private static final String LAUNCH = """
            log=$1; shift
            if command -v setsid >/dev/null 2>&1; then
              setsid "$@" </dev/null >>"$log" 2>&1 &
            else
              set -m; nohup "$@" </dev/null >>"$log" 2>&1 &
            fi
            echo $!
            """;

    private DetachedProcess() {}

    /// @param environment added to this process' own
    /// @param log both outputs are appended to it
    /// @return the pid
    public static long start(List<String> command, Map<String, String> environment, Path directory, Path log) {
        var shell = new ProcessBuilder("bash", "-c", LAUNCH, "coterie", log.toString());
        shell.command().addAll(command);
        shell.environment().putAll(environment);
        shell.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        return Long.parseLong(output(shell));
    }

    /// Runs a line of shell to its end.
    static void run(String line) {
        output(new ProcessBuilder("bash", "-c", line));
    }

    private static String output(ProcessBuilder shell) {
        try {
            var process = shell.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start bash", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting a program", e);
        }
    }
}
