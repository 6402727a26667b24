package io.coterie.bench.segments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.bench.report.Report;
import io.coterie.demo.suite.Suite;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The segment engine.
@Command(
        name = "segments",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Rules evaluated per second; facts per second to memberships, with more and more segments; lateness.")
public final class SegmentsBench implements Callable<Integer> {
    @Option(names = "--customers", defaultValue = "20000", description = "default: ${DEFAULT-VALUE}")
    private int customers = 20_000;

    @Option(
            names = "--messages",
            defaultValue = "300",
            description = "of 100 facts each, for each number of segments (default: ${DEFAULT-VALUE})")
    private int messages = 300;

    @Option(
            names = "--leaving",
            defaultValue = "10000",
            description = "customers who leave by the clock (default: ${DEFAULT-VALUE})")
    private int leaving = 10_000;

    private final Map<String, String> environment;
    private final PrintStream out;

    public SegmentsBench(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Suite suite = Suite.from(environment);
        var status = new ObjectMapper()
                .readTree(Path.of(Objects.requireNonNull(environment.get("COTERIE_STATUS")))
                        .toFile());
        Report report = new Report("segments", suite.clock().now());
        out.println("rules evaluated");
        report.add(new EvaluationRate().measures());
        out.println("facts to memberships");
        try (Pipeline pipeline = new Pipeline(status)) {
            report.add(new FactRate(suite, pipeline, customers, messages, out).measures(10, 50, 200));
            out.println("customers who leave by the clock");
            report.add(new Lateness(suite.segments().service(), pipeline, customers, leaving, out).measures());
        }
        out.println();
        out.print(report.table());
        out.println("  " + report.write(suite.folder().resolve("bench")));
        return 0;
    }
}
