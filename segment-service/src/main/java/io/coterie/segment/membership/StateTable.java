package io.coterie.segment.membership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.segment.facts.Journal;
import io.coterie.segment.facts.Profile;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads and locks the states of customers, many at a time, always in the same order.
@Singleton
public class StateTable {
    private static final String CREATE = """
            INSERT INTO customer_state (bucket, customer_id)
            SELECT * FROM unnest(?::smallint[], ?::uuid[]) ON CONFLICT DO NOTHING
            """;
    private static final String COLUMNS = """
            SELECT s.bucket, s.customer_id, row_version, last_instant, epoch, profile_version, external_id, traits,
                   standings, due_at
            FROM customer_state s LEFT JOIN customer_due d USING (bucket, customer_id)
            """;
    private static final String THESE =
            "WHERE (s.bucket, s.customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[])) ";
    private static final String LOCK = COLUMNS + THESE + "ORDER BY s.bucket, s.customer_id FOR UPDATE OF s";
    private static final String LOCK_FREE = LOCK + " SKIP LOCKED";
    private static final String LOCK_BEHIND = COLUMNS
            + "WHERE (s.bucket, s.customer_id) > (?, ?) AND epoch < ? "
            + "ORDER BY s.bucket, s.customer_id LIMIT ? FOR UPDATE OF s";
    private static final String CHUNKS = """
            SELECT customer_id, facts FROM customer_chunk
            WHERE (bucket, customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[]))
            ORDER BY bucket, customer_id, chunk_no
            """;

    private final ObjectMapper json;

    StateTable(ObjectMapper json) {
        this.json = json;
    }

    /// The states of these customers, locked; rows that were missing are made.
    public List<CustomerState> lockOrCreate(Connection connection, Collection<UUID> customers) throws SQLException {
        CustomerKeys keys = new CustomerKeys(customers);
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            keys.bind(connection, create, 1);
            create.executeUpdate();
        }
        return locked(connection, keys, LOCK);
    }

    /// Of these customers those whom nobody else is working on.
    public List<CustomerState> lockFree(Connection connection, Collection<UUID> customers) throws SQLException {
        return locked(connection, new CustomerKeys(customers), LOCK_FREE);
    }

    private List<CustomerState> locked(Connection connection, CustomerKeys keys, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            keys.bind(connection, select, 1);
            return states(connection, select);
        }
    }

    /// The next customers after the given place whose row has not reached the epoch.
    public List<CustomerState> lockBehind(Connection connection, int bucket, UUID customer, long epoch, int most)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK_BEHIND)) {
            select.setShort(1, (short) bucket);
            select.setObject(2, customer);
            select.setLong(3, epoch);
            select.setInt(4, most);
            return states(connection, select);
        }
    }

    /// One customer as it is, without a lock.
    public @Nullable CustomerState read(Connection connection, UUID customer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + THESE)) {
            new CustomerKeys(List.of(customer)).bind(connection, select, 1);
            List<CustomerState> states = states(connection, select);
            return states.isEmpty() ? null : states.getFirst();
        }
    }

    private List<CustomerState> states(Connection connection, PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(row(result));
            }
        }
        Map<UUID, List<byte[]>> chunks =
                chunks(connection, rows.stream().map(Row::customer).toList());
        return rows.stream()
                .map(row -> row.state(chunks.getOrDefault(row.customer(), List.of())))
                .toList();
    }

    private record Row(
            UUID customer,
            long version,
            @Nullable Instant lastInstant,
            long epoch,
            Profile profile,
            byte[] standings,
            @Nullable Instant due) {
        CustomerState state(List<byte[]> chunks) {
            return new CustomerState(
                    customer,
                    version,
                    lastInstant == null ? Instant.EPOCH : lastInstant,
                    epoch,
                    profile,
                    Journal.of(chunks),
                    StandingFormat.read(standings),
                    due);
        }
    }

    private Row row(ResultSet result) throws SQLException {
        Profile profile = new Profile(
                result.getLong("profile_version"), result.getString("external_id"), parsed(result.getString("traits")));
        return new Row(
                result.getObject("customer_id", UUID.class),
                result.getLong("row_version"),
                instant(result, "last_instant"),
                result.getLong("epoch"),
                profile,
                result.getBytes("standings"),
                instant(result, "due_at"));
    }

    private JsonNode parsed(String traits) {
        try {
            return json.readTree(traits);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored traits are no JSON", broken);
        }
    }

    private static Map<UUID, List<byte[]>> chunks(Connection connection, List<UUID> customers) throws SQLException {
        Map<UUID, List<byte[]>> chunks = new HashMap<>();
        if (customers.isEmpty()) {
            return chunks;
        }
        try (PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            new CustomerKeys(customers).bind(connection, select, 1);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    chunks.computeIfAbsent(result.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(result.getBytes(2));
                }
            }
        }
        return chunks;
    }

    static @Nullable Instant instant(ResultSet result, String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
