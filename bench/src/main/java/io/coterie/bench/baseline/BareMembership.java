package io.coterie.bench.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/// One connection of a client that writes what segment-service writes for a message of facts, and thinks nothing: it
/// locks and reads the customers' rows, chunks and due instants, writes them again as large as they were with the fact
/// more, and as many due instants, members, changes and events as segment-service wrote for a message on average.
final class BareMembership {
    static final String TABLES = """
            CREATE TABLE customer_state (bucket smallint, customer_id uuid, row_version bigint, last_instant timestamptz,
                epoch bigint, profile_version bigint, external_id text, time_zone text, traits text, standings bytea,
                PRIMARY KEY (bucket, customer_id)) WITH (fillfactor = 70);
            CREATE TABLE customer_chunk (bucket smallint, customer_id uuid, chunk_no integer, facts bytea,
                PRIMARY KEY (bucket, customer_id, chunk_no)) WITH (fillfactor = 70);
            CREATE TABLE customer_due (bucket smallint, customer_id uuid, due_at timestamptz, sources smallint,
                PRIMARY KEY (bucket, customer_id, sources));
            CREATE INDEX ON customer_due (sources, due_at);
            CREATE TABLE member (bucket smallint, customer_id uuid, segment_id integer, version integer, since timestamptz,
                PRIMARY KEY (bucket, customer_id, segment_id, version));
            CREATE INDEX ON member (segment_id, version, customer_id);
            CREATE TABLE membership_change (bucket smallint, customer_id uuid, segment_id integer, state_version bigint,
                id uuid, recorded_at timestamptz, leaves text,
                PRIMARY KEY (bucket, customer_id, segment_id, state_version));
            CREATE INDEX ON membership_change (segment_id, customer_id, state_version DESC);
            CREATE INDEX ON membership_change (segment_id, recorded_at DESC, id DESC);
            CREATE TABLE inbox (event_id uuid PRIMARY KEY);
            CREATE TABLE outbox (id uuid PRIMARY KEY, lane text, body bytea);
            CREATE INDEX ON outbox (lane, id);
            """;
    private static final String FILL = """
            INSERT INTO customer_state SELECT b, c, 1, now(), 1, 0, NULL, '', '{}', ?
            FROM unnest(?::smallint[], ?::uuid[]) AS n (b, c)
            """;
    private static final String FILL_CHUNKS =
            "INSERT INTO customer_chunk SELECT b, c, 0, ? FROM unnest(?::smallint[], ?::uuid[]) AS n (b, c)";
    private static final String THESE = "(SELECT * FROM unnest(?::smallint[], ?::uuid[]))";
    private static final String LOCK = "SELECT bucket, customer_id, row_version, last_instant, epoch, profile_version,"
            + " external_id, time_zone, traits, standings FROM customer_state s WHERE (bucket, customer_id) IN " + THESE
            + " ORDER BY bucket, customer_id FOR UPDATE OF s";
    private static final String CHUNKS =
            "SELECT customer_id, facts FROM customer_chunk WHERE (bucket, customer_id) IN " + THESE;
    private static final String DUE =
            "SELECT customer_id, sources, due_at FROM customer_due WHERE (bucket, customer_id) IN " + THESE;
    private static final String STATES = """
            UPDATE customer_state s SET row_version = row_version + 1, last_instant = now(), standings = n.standings
            FROM unnest(?::smallint[], ?::uuid[], ?::bytea[]) AS n (bucket, customer_id, standings)
            WHERE s.bucket = n.bucket AND s.customer_id = n.customer_id
            """;
    private static final String WRITE_CHUNKS = """
            INSERT INTO customer_chunk SELECT b, c, 0, f FROM unnest(?::smallint[], ?::uuid[], ?::bytea[]) AS n (b, c, f)
            ON CONFLICT (bucket, customer_id, chunk_no) DO UPDATE SET facts = excluded.facts
            """;
    private static final String WRITE_DUE = """
            INSERT INTO customer_due SELECT b, c, clock_timestamp(), 1 FROM unnest(?::smallint[], ?::uuid[]) AS n (b, c)
            ON CONFLICT (bucket, customer_id, sources) DO UPDATE SET due_at = excluded.due_at
            """;
    private static final String MEMBERS = """
            INSERT INTO member SELECT b, c, 1, 1, now() FROM unnest(?::smallint[], ?::uuid[]) AS n (b, c)
            ON CONFLICT (bucket, customer_id, segment_id, version) DO UPDATE SET since = excluded.since
            """;
    private static final String CHANGES = """
            INSERT INTO membership_change SELECT b, c, 1, nextval('change_no'), gen_random_uuid(), now(), repeat('x', 300)
            FROM unnest(?::smallint[], ?::uuid[]) AS n (b, c)
            """;
    private static final int FACT = 64;
    private static final int BODY_OF_A_CHANGE = 480;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a message costs on average: bytes of a row's standings and of a chunk, rows of the other tables.
    record Load(int standings, int chunk, int due, int changes) {}

    private final Connection connection;
    private final Load load;
    private final Random random = new Random(11);

    BareMembership(Connection connection, Load load) throws SQLException {
        this.connection = connection;
        this.load = load;
        connection.setAutoCommit(false);
    }

    void fill(UUID[] customers) throws SQLException {
        execute("CREATE SEQUENCE change_no");
        for (int from = 0; from < customers.length; from += 1_000) {
            Keys keys = Keys.of(Arrays.copyOfRange(customers, from, Math.min(from + 1_000, customers.length)));
            run(FILL, bytes(load.standings()), keys.buckets(connection), keys.ids(connection));
            run(FILL_CHUNKS, bytes(load.chunk()), keys.buckets(connection), keys.ids(connection));
            connection.commit();
        }
    }

    void write(byte[] message) throws SQLException, IOException {
        JsonNode event = JSON.readTree(message);
        TreeMap<UUID, Instant> customers = new TreeMap<>();
        event.path("data")
                .path("items")
                .forEach(item -> customers.put(
                        UUID.fromString(item.path("customerId").asText()),
                        Instant.parse(item.path("occurredAt").asText())));
        run("INSERT INTO inbox VALUES (?)", UUID.fromString(event.path("id").asText()));
        write(Keys.of(customers.keySet().toArray(UUID[]::new)));
        connection.commit();
    }

    private void write(Keys keys) throws SQLException {
        Array buckets = keys.buckets(connection);
        Array ids = keys.ids(connection);
        read(LOCK, buckets, ids);
        read(CHUNKS, buckets, ids);
        read(DUE, buckets, ids);
        run(STATES, buckets, ids, bytesEach(keys.size(), load.standings()));
        run(WRITE_CHUNKS, buckets, ids, bytesEach(keys.size(), load.chunk() + FACT));
        writeSome(WRITE_DUE, keys, load.due());
        if (load.changes() > 0) {
            writeSome(MEMBERS, keys, load.changes());
            writeSome(CHANGES, keys, load.changes());
            UUID event = UUID.randomUUID();
            run("INSERT INTO outbox VALUES (?, 'LIVE', ?)", event, bytes(load.changes() * BODY_OF_A_CHANGE));
            run("DELETE FROM outbox WHERE id = ?", event);
        }
    }

    private void writeSome(String sql, Keys keys, int rows) throws SQLException {
        Keys some = keys.first(rows);
        run(sql, some.buckets(connection), some.ids(connection));
    }

    private Array bytesEach(int count, int size) throws SQLException {
        return connection.createArrayOf(
                "bytea", IntStream.range(0, count).mapToObj(i -> bytes(size)).toArray(byte[][]::new));
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.executeUpdate();
        }
    }

    private void read(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(rows.getMetaData().getColumnCount());
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /// Customers in the order in which their rows are locked.
    private record Keys(UUID[] customers) {
        private static final int BUCKETS = 1_024;

        static Keys of(UUID[] customers) {
            UUID[] sorted = customers.clone();
            Arrays.sort(sorted, (a, b) -> bucket(a) != bucket(b) ? bucket(a) - bucket(b) : compare(a, b));
            return new Keys(sorted);
        }

        int size() {
            return customers.length;
        }

        Keys first(int count) {
            return new Keys(Arrays.copyOf(customers, Math.min(count, customers.length)));
        }

        Array ids(Connection connection) throws SQLException {
            return connection.createArrayOf("uuid", customers);
        }

        Array buckets(Connection connection) throws SQLException {
            return connection.createArrayOf(
                    "int2", Arrays.stream(customers).map(Keys::bucket).toArray(Short[]::new));
        }

        private static short bucket(UUID customer) {
            return (short) Math.floorMod(customer.hashCode(), BUCKETS);
        }

        /// As PostgreSQL compares them.
        private static int compare(UUID one, UUID other) {
            return Arrays.compareUnsigned(bytes(one), bytes(other));
        }

        private static byte[] bytes(UUID id) {
            return ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        }
    }
}
