package io.coterie.local.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The command line of a process. [ProcessHandle] cuts long ones, and takes a zombie for alive.
final class CommandLine {
    private CommandLine() {}

    /// Arguments joined by spaces; empty for a process that has ended, reaped or not.
    static String of(ProcessHandle process) {
        var proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.isDirectory(Path.of("/proc/self"))
                    ? new String(Files.readAllBytes(proc), StandardCharsets.UTF_8).replace('\0', ' ')
                    : process.info().commandLine().orElse("");
        } catch (IOException ended) {
            return "";
        }
    }

    static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !of(process).isEmpty();
    }
}
