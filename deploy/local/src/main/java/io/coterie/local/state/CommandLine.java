package io.coterie.local.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// The command line of a process. [ProcessHandle] cuts long ones, and takes a zombie for alive.
final class CommandLine {
    private static final boolean HAS_PROC = Files.exists(Path.of("/proc/self/cmdline"));
    private static final int LOOKS = 100;
    private static final long BETWEEN_LOOKS_NANOS = 5_000_000;

    private CommandLine() {}

    /// Arguments joined by spaces; empty for a process that has ended, reaped or not.
    static String of(ProcessHandle process) {
        if (!HAS_PROC) {
            return process.info().commandLine().orElse("");
        }
        // a process that is just becoming another program has none for a moment
        for (var look = 0; look < LOOKS && isAlive(process); look++) {
            var text = read(process, "cmdline").replace('\0', ' ');
            if (!text.isEmpty()) {
                return text;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return "";
    }

    static boolean isAlive(ProcessHandle process) {
        if (!HAS_PROC) {
            return process.isAlive();
        }
        var stat = read(process, "stat");
        var state = stat.substring(stat.lastIndexOf(')') + 1).stripLeading();
        return !state.isEmpty() && "ZX".indexOf(state.charAt(0)) < 0;
    }

    private static String read(ProcessHandle process, String file) {
        try {
            var bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
