package io.coterie.bench.loop;

import io.coterie.bench.baseline.BareWriter;
import io.coterie.bench.report.Measure;
import io.coterie.bench.report.Report;
import io.coterie.demo.suite.Suite;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole loop: facts in, memberships, mails, and what the processes cost.
@Command(
        name = "loop",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Facts per second in, lag to membership, webhook to SMTP, start-up and memory.")
public final class LoopBench implements Callable<Integer> {
    @Option(names = "--batches", defaultValue = "300", description = "of 100 facts each (default: ${DEFAULT-VALUE})")
    private int batches = 300;

    @Option(names = "--connections", defaultValue = "16", description = "senders at once (default: ${DEFAULT-VALUE})")
    private int connections = 16;

    @Option(names = "--answers", defaultValue = "200", description = "webhooks (default: ${DEFAULT-VALUE})")
    private int answers = 200;

    private final Map<String, String> environment;
    private final PrintStream out;

    public LoopBench(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        var suite = Suite.from(environment);
        var report = new Report("loop", suite.clock().now());
        var shop = Shop.open(suite);
        out.println("processes as they started");
        report.add(new Processes(suite.folder()).measures());
        out.println("facts in, and memberships behind them");
        var ingest = new Ingest(suite, shop, batches, connections).run();
        report.add(ingest);
        out.println("the same rows from a bare client");
        Measure bare = new BareWriter(environment, batches, connections).run();
        report.add(List.of(bare, Measure.ratio("ingest / bare client", ingest.getFirst(), bare)));
        out.println("webhook to mail");
        report.add(new WebhookToMail(suite, shop, answers).run());
        report.add(new Processes(suite.folder()).memoryAfterwards());
        out.println();
        out.print(report.table());
        out.println("  " + report.write(suite.folder().resolve("bench")));
        return 0;
    }
}
