package io.coterie.bench.recompute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.bench.report.Measure;
import io.coterie.bench.report.Report;
import io.coterie.bench.segments.FiftySegments;
import io.coterie.demo.suite.Suite;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// All customers by fifty new segments.
@Command(
        name = "recompute",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fifty segments for all customers at once, beside fifty statements of DuckDB.")
public final class RecomputeBench implements Callable<Integer> {
    private static final int SEGMENTS = 50;

    @Option(names = "--customers", defaultValue = "100000", description = "default: ${DEFAULT-VALUE}")
    private int customers = 100_000;

    private final Map<String, String> environment;
    private final PrintStream out;

    public RecomputeBench(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Suite suite = Suite.from(environment);
        JsonNode status = new ObjectMapper()
                .readTree(Path.of(Objects.requireNonNull(environment.get("COTERIE_STATUS")))
                        .toFile());
        Report report = new Report("recompute", suite.clock().now());
        Population population = new Population(suite.folder().resolve("bench/population"), Instant.now());
        out.printf(Locale.ROOT, "%,d customers with %d facts each%n", customers, Population.FACTS_EACH);
        try (Connection segments =
                segmentDatabase(URI.create(status.path("postgresql").asText()))) {
            population.write(segments, customers);
        }
        String prefix = "recompute-" + Long.toString(System.currentTimeMillis(), 36);
        Measure ours = activate(suite, prefix);
        out.println("the same by DuckDB");
        try (DuckDb duckDb = new DuckDb(Runtime.getRuntime().availableProcessors())) {
            duckDb.load(population);
            long begun = System.nanoTime();
            Map<Integer, Long> sizes = duckDb.compute(SEGMENTS, Instant.now());
            Measure theirs = rate("DuckDB, fifty statements", begun);
            report.add(List.of(ours, theirs, Measure.ratio("recomputation / DuckDB", ours, theirs)));
            out.printf(Locale.ROOT, "  members that the two differ by, of all: %s%n", difference(suite, prefix, sizes));
        }
        out.println();
        out.print(report.table());
        out.println("  " + report.write(suite.folder().resolve("bench")));
        return 0;
    }

    private Measure activate(Suite suite, String prefix) {
        FiftySegments segments = new FiftySegments(suite, prefix);
        segments.stage(0, SEGMENTS);
        long begun = System.nanoTime();
        segments.activate(0, SEGMENTS);
        Measure seen = rate("recomputed and read by all", begun);
        out.printf(Locale.ROOT, "  %s: %,.0f customers/s%n", seen.name(), seen.value());
        segments.awaitTold(0, SEGMENTS);
        return rate("recomputed, differences written and told", begun);
    }

    private Measure rate(String name, long begun) {
        return new Measure(name, customers / ((System.nanoTime() - begun) / 1e9), "customers/s");
    }

    /// Clocks move on between the two.
    private static String difference(Suite suite, String prefix, Map<Integer, Long> sizes) {
        long differing = 0;
        long all = 0;
        for (Map.Entry<Integer, Long> size : sizes.entrySet()) {
            long members = suite.segments()
                    .service()
                    .get("/segments/" + prefix + "-" + size.getKey())
                    .path("members")
                    .asLong();
            differing += Math.abs(members - size.getValue());
            all += size.getValue();
        }
        return "%,d of %,d".formatted(differing, all);
    }

    private static Connection segmentDatabase(URI server) throws SQLException {
        String[] login = server.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/segment".formatted(server.getHost(), server.getPort()), login[0], login[1]);
    }
}
