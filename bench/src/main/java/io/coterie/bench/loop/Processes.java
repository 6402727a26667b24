package io.coterie.bench.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.bench.report.Measure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The suite's processes: how long each took to start, by its own log, and how much memory it holds, by `ps`.
record Processes(Path folder) {
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    List<Measure> measures() throws IOException {
        List<Measure> measures = new ArrayList<>();
        for (String name :
                pids().properties().stream().map(entry -> entry.getKey()).toList()) {
            startSeconds(name).ifPresent(seconds -> measures.add(new Measure(name + " start-up", seconds, "s")));
        }
        measures.addAll(memory("at first"));
        return measures;
    }

    List<Measure> memoryAfterwards() throws IOException {
        return memory("afterwards");
    }

    private List<Measure> memory(String when) throws IOException {
        List<Measure> measures = new ArrayList<>();
        for (var process : pids().properties()) {
            resident(process.getValue().asLong())
                    .ifPresent(mib -> measures.add(new Measure(process.getKey() + " resident, " + when, mib, "MiB")));
        }
        return measures;
    }

    private JsonNode pids() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("status.json").toFile())
                .path("pids");
    }

    private Optional<Double> startSeconds(String name) throws IOException {
        Path log = folder.resolve("logs").resolve(name + ".log");
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(STARTED::matcher)
                    .filter(found -> found.find())
                    .map(found -> Double.valueOf(found.group(1)))
                    .findFirst();
        }
    }

    private static Optional<Double> resident(long pid) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        var kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return kibibytes.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(kibibytes) / 1024);
    }
}
