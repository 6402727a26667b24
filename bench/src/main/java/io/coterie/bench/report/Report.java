package io.coterie.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a run measured, on which machine: a table for people, JSON for what compares runs.
public final class Report {
    private final String name;
    private final Instant startedAt;
    private final Machine before = Machine.now();
    private final List<Measure> measures = new ArrayList<>();

    public Report(String name, Instant startedAt) {
        this.name = name;
        this.startedAt = startedAt;
    }

    public void add(List<Measure> more) {
        measures.addAll(more);
    }

    public String table() {
        StringBuilder table = new StringBuilder();
        for (Measure measure : measures) {
            table.append(String.format(
                    Locale.ROOT, "  %-44s %,12.2f %s%n", measure.name(), measure.value(), measure.unit()));
        }
        return table + "  machine before: " + before + System.lineSeparator() + "  machine after:  " + Machine.now()
                + System.lineSeparator();
    }

    /// Writes `NAME-TIME.json` into the folder, and says where.
    public Path write(Path folder) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("bench", name);
        content.put("startedAt", startedAt.toString());
        content.put("machineBefore", before);
        content.put("machineAfter", Machine.now());
        content.put("measures", measures);
        Path file = Files.createDirectories(folder)
                .resolve(name + "-" + startedAt.toString().replace(":", "") + ".json");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
        return file;
    }
}
