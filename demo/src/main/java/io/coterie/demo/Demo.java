package io.coterie.demo;

import io.coterie.demo.purchases.Layout;
import io.coterie.demo.purchases.PurchaseFile;
import io.coterie.demo.purchases.PurchaseGenerator;
import io.coterie.demo.story.Input;
import io.coterie.demo.story.Ledger;
import io.coterie.demo.story.Story;
import io.coterie.demo.suite.Suite;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tells the suite's story on a running suite. Exit code 0: everything was found as expected.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tells the suite's story on made-up purchases, or on a file of your own.")
public final class Demo implements Callable<Integer> {
    private static final String GENERATED = "generated.csv";

    @Option(names = "--purchases", paramLabel = "FILE", description = "a file of purchases, one a line")
    private @Nullable Path purchases;

    @Option(names = "--format", defaultValue = "csv", description = "csv (a header, columns by name) or cdnow")
    private String format = "csv";

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "ROLE=NAME",
            description = "what the columns are called: id=…,date=…,total=…,quantity=… (quantity may be missing);"
                    + " without it customer_id, date, amount, items")
    private Map<String, String> columns = Map.of();

    @Option(names = "--delimiter", defaultValue = ",", description = "between the columns (default: ${DEFAULT-VALUE})")
    private String delimiter = ",";

    @Option(names = "--currency", defaultValue = "EUR", description = "of the totals (default: ${DEFAULT-VALUE})")
    private String currency = "EUR";

    @Option(
            names = "--customers",
            defaultValue = "5000",
            description = "how many to make up (default: ${DEFAULT-VALUE})")
    private int customers = 5000;

    @Option(names = "--seed", defaultValue = "42", description = "of what is made up (default: ${DEFAULT-VALUE})")
    private long seed = 42;

    private final Map<String, String> environment;
    private final PrintStream out;

    Demo(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Demo(System.getenv(), out))
                .setExecutionExceptionHandler(Demo::failed)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var suite = Suite.from(environment);
        var ledger = new Ledger(out);
        Story.on(suite, input(suite), seed, ledger).tell();
        return ledger.passed() ? 0 : 1;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        command.getErr().println("The demo could not be told: " + failure.getMessage());
        return 1;
    }

    private Input input(Suite suite) throws IOException {
        if (purchases != null) {
            return new Input(purchases, PurchaseFile.read(purchases, layout()), false);
        }
        var made = new PurchaseGenerator(customers, seed).purchases();
        var folder = Files.createDirectories(suite.folder().resolve("demo"));
        made.write(folder.resolve(GENERATED));
        return new Input(folder.resolve(GENERATED), made, true);
    }

    private Layout layout() {
        return switch (format) {
            case "cdnow" -> Layout.CDNOW;
            case "csv" -> new Layout(delimiter, true, columns(), currency);
            default -> throw new IllegalArgumentException("--format is '" + format + "', expected csv or cdnow");
        };
    }

    private Layout.Columns columns() {
        if (columns.isEmpty()) {
            return Layout.PLAIN.columns();
        }
        return new Layout.Columns(
                column("id"), column("date"), column("total"), Optional.ofNullable(columns.get("quantity")));
    }

    private String column(String role) {
        var name = columns.get(role);
        if (name == null) {
            throw new IllegalArgumentException("--columns names no " + role);
        }
        return name;
    }
}
