package io.coterie.local.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One process of the suite, remembered in `run/NAME.pid`: its pid, a text that its command line contains, and the
/// signal that ends it well. A pid whose command line lacks that text belongs to somebody else by now: left alone.
public record Piece(StateFolder folder, String name) {

    /// Signals on which a program ends in order.
    public enum Ending {
        TERM,
        INT
    }

    private record Remembered(ProcessHandle process, Ending ending) {}

    public void remember(long pid, String marker, Ending ending) {
        folder.write(pidFile(), pid + "\n" + marker + "\n" + ending + "\n");
    }

    public void forget() {
        folder.delete(pidFile());
    }

    /// The process, if it runs and is ours.
    public Optional<ProcessHandle> process() {
        return remembered().map(Remembered::process);
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    /// Asks it to end, waits, then kills what is left of it and of its children; forgets it.
    ///
    /// @return whether it was running
    public boolean stop(Duration patience) {
        var found = remembered();
        found.ifPresent(it -> end(it, patience));
        forget();
        return found.isPresent();
    }

    public static List<Piece> all(StateFolder folder) {
        try (Stream<Path> files = Files.list(folder.directory("run"))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".pid"))
                    .map(name -> new Piece(folder, name.substring(0, name.length() - 4)))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void end(Remembered remembered, Duration patience) {
        var process = remembered.process();
        var family = new ArrayList<ProcessHandle>(process.descendants().toList());
        family.add(process);
        signal(process, remembered.ending());
        if (!gone(process, patience)) {
            family.addAll(process.descendants().toList());
        }
        family.stream().filter(CommandLine::isAlive).forEach(ProcessHandle::destroyForcibly);
        // each piece leads a process group: children that it made at the last moment are in it
        DetachedProcess.run("kill -KILL -- -%d 2>/dev/null".formatted(process.pid()));
        family.forEach(member -> gone(member, Duration.ofSeconds(10)));
    }

    private static void signal(ProcessHandle process, Ending ending) {
        switch (ending) {
            case TERM -> process.destroy();
            case INT -> DetachedProcess.run("kill -INT " + process.pid());
        }
    }

    private static boolean gone(ProcessHandle process, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (CommandLine.isAlive(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process ends", e);
        }
    }

    private Optional<Remembered> remembered() {
        return folder.read(pidFile())
                .map(text -> text.lines().toList())
                .flatMap(lines -> lines.size() == 3
                        ? running(lines.get(0), lines.get(1))
                                .map(it -> new Remembered(it, Ending.valueOf(lines.get(2))))
                        : Optional.empty());
    }

    private static Optional<ProcessHandle> running(String pid, String marker) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(handle -> CommandLine.of(handle).contains(marker));
    }

    private String pidFile() {
        return "run/" + name + ".pid";
    }
}
