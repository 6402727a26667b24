package io.coterie.bench.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.bench.report.Measure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// What the same PostgreSQL takes from a client that does nothing else: per batch one transaction with a profile, an
/// identity, a claim and a journal row for each fact, and two outbox rows; columns, keys and indexes as in
/// customer-service, in a database of its own that goes afterwards.
public final class BareWriter {
    private static final String DATABASE = "coterie_bench";
    private static final int FACTS = 100;
    private static final int WARM_UP = 30;
    private static final String TABLES = """
            CREATE TABLE customer (bucket integer, id uuid, version bigint, email text, traits jsonb,
                created_at timestamptz, changed_at timestamptz, PRIMARY KEY (bucket, id));
            CREATE TABLE identity (namespace text, value text, customer_id uuid, PRIMARY KEY (namespace, value));
            CREATE INDEX ON identity (customer_id);
            CREATE TABLE message_claim (source_id uuid, fact_id uuid, PRIMARY KEY (source_id, fact_id));
            CREATE TABLE behaviour (bucket integer, customer_id uuid, occurred_at timestamptz, id uuid, event text,
                recorded_at timestamptz, source text, historical boolean, properties jsonb, context jsonb,
                PRIMARY KEY (bucket, customer_id, occurred_at, id));
            CREATE TABLE outbox (id uuid PRIMARY KEY, lane text, type text, body bytea,
                created_at timestamptz DEFAULT clock_timestamp());
            CREATE INDEX ON outbox (lane, id);
            """;
    private static final List<String> WRITE = List.of(
            "INSERT INTO customer SELECT 7, i, 1, NULL, '{}', now(), now() FROM unnest(?::uuid[]) i",
            "INSERT INTO identity SELECT 'user_id', i::text, i FROM unnest(?::uuid[]) i",
            "INSERT INTO message_claim SELECT '00000000-0000-0000-0000-000000000001', i FROM unnest(?::uuid[]) i"
                    + " ON CONFLICT DO NOTHING",
            "INSERT INTO behaviour SELECT 7, i, now(), i, 'Order Completed', now(), 'bench', false,"
                    + " '{\"total\": 42.5, \"currency\": \"EUR\"}', NULL FROM unnest(?::uuid[]) i");
    private static final String OUTBOX = "INSERT INTO outbox (id, lane, type, body) VALUES (?, 'LIVE', 'bench', ?)";

    private final URI server;
    private final int batches;
    private final int connections;

    public BareWriter(Map<String, String> environment, int batches, int connections) throws IOException {
        JsonNode status = new ObjectMapper()
                .readTree(Path.of(environment.get("COTERIE_STATUS")).toFile());
        this.server = URI.create(status.path("postgresql").asText());
        this.batches = batches;
        this.connections = connections;
    }

    public Measure run() throws SQLException, InterruptedException, ExecutionException {
        administer("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
        try {
            try (var connection = open(DATABASE);
                    var statement = connection.createStatement()) {
                statement.execute(TABLES);
            }
            write(WARM_UP);
            long begun = System.nanoTime();
            write(batches);
            return Measure.perSecond(
                    "bare client, the same rows", (long) batches * FACTS, (System.nanoTime() - begun) / 1e9);
        } finally {
            administer("DROP DATABASE " + DATABASE + " WITH (FORCE)");
        }
    }

    private void write(int count) throws InterruptedException, ExecutionException {
        AtomicInteger left = new AtomicInteger(count);
        try (var writers = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(writers.submit(() -> {
                    try (var connection = open(DATABASE)) {
                        connection.setAutoCommit(false);
                        while (left.getAndDecrement() > 0) {
                            batch(connection);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void batch(Connection connection) throws SQLException {
        UUID[] ids = new UUID[FACTS];
        for (int i = 0; i < FACTS; i++) {
            ids[i] = UUID.randomUUID();
        }
        var array = connection.createArrayOf("uuid", ids);
        for (String sql : WRITE) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(1, array);
                statement.executeUpdate();
            }
        }
        byte[] body = "{\"event\": \"Order Completed\", \"properties\": {\"total\": 42.5}},"
                .repeat(FACTS * 4)
                .getBytes(StandardCharsets.UTF_8);
        try (PreparedStatement statement = connection.prepareStatement(OUTBOX)) {
            for (int event = 0; event < 2; event++) {
                statement.setObject(1, UUID.randomUUID());
                statement.setBytes(2, body);
                statement.executeUpdate();
            }
        }
        connection.commit();
    }

    private void administer(String... statements) throws SQLException {
        try (var connection = open("postgres");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection open(String database) throws SQLException {
        String[] login = server.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getPort(), database),
                login[0],
                login[1]);
    }
}
