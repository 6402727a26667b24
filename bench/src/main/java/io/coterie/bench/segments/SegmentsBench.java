package io.coterie.bench.segments;

import io.coterie.bench.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The segment engine alone.
@Command(
        name = "segments",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Rules evaluated per second.")
public final class SegmentsBench implements Callable<Integer> {
    private final Map<String, String> environment;
    private final PrintStream out;

    public SegmentsBench(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Report report = new Report("segments", Instant.now());
        out.println("rules evaluated");
        report.add(new EvaluationRate().measures());
        out.println();
        out.print(report.table());
        out.println("  "
                + report.write(
                        Path.of(environment.getOrDefault("COTERIE_HOME", ".")).resolve("bench")));
        return 0;
    }
}
