package io.coterie.bench.recompute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Bucket;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Journal;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;

/// Customers with a country, an age and twenty facts of the last year, written twice: as segment-service keeps them,
/// into its database, and as rows in files that DuckDB loads.
final class Population {
    static final int FACTS_EACH = 20;

    private static final int A_YEAR = 365 * 86_400;
    private static final int COUNTRIES = 60;
    private static final int OLDEST = 90;
    private static final int A_BLOCK = 10_000;
    private static final String STATES =
            "COPY customer_state (bucket, customer_id, row_version, last_instant, epoch, profile_version, traits) FROM STDIN";
    private static final String CHUNKS = "COPY customer_chunk (bucket, customer_id, chunk_no, facts) FROM STDIN";

    private final Random random = new Random(3);
    private final Path folder;
    private final Instant now;
    private final StringBuilder states = new StringBuilder();
    private final StringBuilder chunks = new StringBuilder();

    /// @param folder where the files for DuckDB are put
    Population(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    Path customers() {
        return folder.resolve("customers.csv");
    }

    Path facts() {
        return folder.resolve("facts.csv");
    }

    void write(Connection segments, int count) throws SQLException, IOException {
        Files.createDirectories(folder);
        long epoch = epoch(segments);
        try (Writer customerRows = Files.newBufferedWriter(customers());
                Writer factRows = Files.newBufferedWriter(facts())) {
            for (int i = 1; i <= count; i++) {
                customer(epoch, customerRows, factRows);
                if (i % A_BLOCK == 0 || i == count) {
                    copy(segments, STATES, states);
                    copy(segments, CHUNKS, chunks);
                }
            }
        }
        try (var statement = segments.createStatement()) {
            statement.execute("VACUUM ANALYZE customer_state, customer_chunk");
        }
    }

    private void customer(long epoch, Writer customerRows, Writer factRows) throws IOException {
        UUID id = id();
        int bucket = Bucket.of(id);
        String country = "C" + random.nextInt(COUNTRIES);
        int age = random.nextInt(OLDEST);
        states.append("%d\t%s\t1\t%s\t%d\t1\t{\"country\": \"%s\", \"age\": %d}%n"
                .formatted(bucket, id, now, epoch, country, age));
        customerRows.write("%s,%s,%d%n".formatted(id, country, age));
        Journal journal = Journal.empty();
        for (int i = 0; i < FACTS_EACH; i++) {
            journal.add(fact(id, factRows));
        }
        journal.forEachTouched((bytes, number) -> chunks.append("%d\t%s\t%d\t\\\\x%s%n"
                .formatted(bucket, id, number, HexFormat.of().formatHex(bytes))));
    }

    /// Of ten facts six are views, three orders and one an answer.
    private Fact fact(UUID customer, Writer rows) throws IOException {
        Instant at = now.minusSeconds(random.nextInt(A_YEAR));
        int kind = random.nextInt(10);
        int value = kind == 0 ? random.nextInt(11) : random.nextInt(100);
        String event = kind == 0 ? "nps" : kind < 4 ? "Order Completed" : "Product Viewed";
        rows.write("%s,%s,%s,%d%n".formatted(customer, event, at, value));
        return kind == 0
                ? new Fact.Answer(id(), 1, at, "bench", object().put("nps", value), Set.of())
                : new Fact.Behaviour(
                        id(),
                        at,
                        event,
                        object().put("total", BigDecimal.valueOf(value)).put("currency", "EUR"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void copy(Connection segments, String sql, StringBuilder rows) throws SQLException, IOException {
        segments.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows.toString()));
        rows.setLength(0);
    }

    private static long epoch(Connection segments) throws SQLException {
        try (var statement = segments.createStatement();
                ResultSet rows = statement.executeQuery("SELECT epoch FROM definition_epoch")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private UUID id() {
        long high = (now.toEpochMilli() << 16) | 0x7000 | (random.nextInt() & 0x0fff);
        return new UUID(high, (random.nextLong() >>> 2) | 0x8000000000000000L);
    }
}
