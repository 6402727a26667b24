package io.coterie.bench;

import io.coterie.bench.loop.LoopBench;
import io.coterie.bench.recompute.RecomputeBench;
import io.coterie.bench.segments.SegmentsBench;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./coterie bench NAME`: measures a running suite.
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures a running suite.")
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Bench())
                .addSubcommand(new LoopBench(System.getenv(), out))
                .addSubcommand(new SegmentsBench(System.getenv(), out))
                .addSubcommand(new RecomputeBench(System.getenv(), out))
                .execute(arguments));
    }
}
