package io.coterie.demo.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs `members.awk` over a file of purchases.
///
/// @param delimiter one character, or `whitespace`
/// @param header whether the first line names the columns
/// @param id a column's name, or its number from 1 where there is no header; so are the next two
public record Awk(String delimiter, boolean header, String id, String date, String total) {

    /// @param age days from the file's last day to today
    /// @throws IllegalStateException when awk is missing or fails
    public CountedMembers count(Path file, long age) {
        var lines = run(file, age);
        var found = new TreeMap<String, Set<String>>();
        for (var line : lines) {
            var tab = line.indexOf('\t');
            found.computeIfAbsent(line.substring(0, tab), absent -> new TreeSet<>())
                    .add(line.substring(tab + 1));
        }
        return new CountedMembers(
                Integer.parseInt(
                        Objects.requireNonNull(found.get("lines")).iterator().next()),
                found.getOrDefault("buyers", Set.of()),
                found.getOrDefault("big-spenders", Set.of()),
                found.getOrDefault("lapsing", Set.of()));
    }

    private List<String> run(Path file, long age) {
        try {
            var script = Files.createTempFile("coterie-members", ".awk");
            try (var source = Awk.class.getResourceAsStream("members.awk")) {
                Files.write(script, source.readAllBytes());
                return output(command(script, file, age));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run awk", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while awk counts", e);
        }
    }

    private ProcessBuilder command(Path script, Path file, long age) {
        var command = new ProcessBuilder("awk", "-f", script.toString());
        Map.of(
                        "delimiter",
                        delimiter.equals("\t") ? "\\t" : delimiter,
                        "header",
                        header ? "1" : "0",
                        "id",
                        id,
                        "date",
                        date,
                        "total",
                        total,
                        "age",
                        Long.toString(age))
                .forEach((name, value) -> command.command().addAll(List.of("-v", name + "=" + value)));
        command.command().add(file.toString());
        command.environment().put("LC_ALL", "C");
        return command.redirectErrorStream(true);
    }

    private static List<String> output(ProcessBuilder command) throws IOException, InterruptedException {
        var process = command.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("awk failed: " + output);
        }
        return output.lines().toList();
    }
}
