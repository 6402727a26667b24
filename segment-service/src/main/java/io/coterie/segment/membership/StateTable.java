package io.coterie.segment.membership;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Sources;
import io.coterie.segment.facts.Journal;
import io.coterie.segment.facts.Lists;
import io.coterie.segment.facts.Profile;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads and locks the states of customers, many at a time, always in the same order.
@Singleton
public class StateTable {
    private static final String CREATE = """
            INSERT INTO customer_state (bucket, customer_id)
            SELECT * FROM unnest(?::smallint[], ?::uuid[]) ON CONFLICT DO NOTHING RETURNING customer_id
            """;
    /// A row that a walk left as it was has reached what the walk went to.
    private static final String COLUMNS = """
            SELECT s.bucket, s.customer_id, row_version, last_instant,
                   CASE WHEN last_instant IS NULL THEN s.epoch ELSE greatest(s.epoch, (SELECT w.epoch FROM walked w)) END AS epoch,
                   profile_version, external_id, time_zone, traits, lists, standings
            FROM customer_state s
            """;
    private static final String THESE =
            "WHERE (s.bucket, s.customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[])) ";
    private static final String LOCK = COLUMNS + THESE + "ORDER BY s.bucket, s.customer_id FOR UPDATE OF s";
    private static final String LOCK_FREE = LOCK + " SKIP LOCKED";
    private static final String LOCK_BEHIND = COLUMNS
            + "WHERE (s.bucket, s.customer_id) > (?, ?) AND s.epoch < ? "
            + "ORDER BY s.bucket, s.customer_id LIMIT ? FOR UPDATE OF s";
    private static final String PAGE = COLUMNS
            + "WHERE (s.bucket, s.customer_id) > (?, ?) AND s.bucket < ? ORDER BY s.bucket, s.customer_id LIMIT ?";
    private static final String DUE = """
            SELECT customer_id, sources, due_at FROM customer_due
            WHERE (bucket, customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[]))
            """;
    private static final String CHUNKS = """
            SELECT customer_id, facts FROM customer_chunk
            WHERE (bucket, customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[]))
            ORDER BY bucket, customer_id, chunk_no
            """;

    private final Database database;
    private final LastTold lastTold;
    private final ObjectMapper json;

    StateTable(Database database, LastTold lastTold, ObjectMapper json) {
        this.database = database.failingWith("states of customers could not be read");
        this.lastTold = lastTold;
        this.json = json;
    }

    /// The states of these customers, locked; rows that were missing are made.
    public List<CustomerState> lockOrCreate(Collection<UUID> customers) {
        CustomerKeys keys = new CustomerKeys(customers);
        List<UUID> created =
                database.query(CREATE, row -> Database.uuid(row, "customer_id"), keys.bucketArray(), keys.idArray());
        List<CustomerState> states = states(LOCK, keys);
        Map<UUID, LastTold.Told> told = lastTold.of(created);
        for (CustomerState state : states) {
            LastTold.Told before = told.get(state.customerId());
            if (before != null) {
                state.remember(before);
            }
        }
        return states;
    }

    /// Of these customers those who are known, locked.
    public List<CustomerState> lock(Collection<UUID> customers) {
        return states(LOCK, new CustomerKeys(customers));
    }

    /// Of these customers those whom nobody else is working on.
    public List<CustomerState> lockFree(Collection<UUID> customers) {
        return states(LOCK_FREE, new CustomerKeys(customers));
    }

    /// The next customers after the given place whose row has not reached the epoch.
    public List<CustomerState> lockBehind(int bucket, UUID customer, long epoch, int most) {
        return states(LOCK_BEHIND, (short) bucket, customer, epoch, most);
    }

    /// The next customers after the given place and before a bucket, as they are, without a lock.
    public List<CustomerState> page(int bucket, UUID customer, int end, int most) {
        return states(PAGE, (short) bucket, customer, (short) Math.min(end, Bucket.COUNT), most);
    }

    /// One customer as it is, without a lock.
    public Optional<CustomerState> read(UUID customer) {
        return states(COLUMNS + THESE, new CustomerKeys(List.of(customer))).stream()
                .findFirst();
    }

    private List<CustomerState> states(String sql, CustomerKeys keys) {
        return states(sql, keys.bucketArray(), keys.idArray());
    }

    private List<CustomerState> states(String sql, Object... parameters) {
        List<Row> rows = database.query(sql, this::row, parameters);
        if (rows.isEmpty()) {
            return List.of();
        }
        CustomerKeys keys = new CustomerKeys(rows.stream().map(Row::customer).toList());
        Map<UUID, List<byte[]>> chunks = chunks(keys);
        Map<UUID, Map<Sources, Instant>> due = due(keys);
        return rows.stream()
                .map(row -> row.state(
                        chunks.getOrDefault(row.customer(), List.of()), due.getOrDefault(row.customer(), Map.of())))
                .toList();
    }

    private record Row(
            UUID customer,
            long version,
            @Nullable Instant lastInstant,
            long epoch,
            Profile profile,
            Lists lists,
            byte[] standings) {
        CustomerState state(List<byte[]> chunks, Map<Sources, Instant> due) {
            return new CustomerState(
                    customer,
                    version,
                    lastInstant == null ? Instant.EPOCH : lastInstant,
                    epoch,
                    profile,
                    lists,
                    Journal.of(chunks),
                    StandingFormat.read(standings),
                    due);
        }
    }

    private Row row(ResultSet result) throws SQLException {
        Profile profile = new Profile(
                result.getLong("profile_version"),
                result.getString("external_id"),
                zone(result.getString("time_zone")),
                parsed(result.getString("traits")));
        return new Row(
                Database.uuid(result, "customer_id"),
                result.getLong("row_version"),
                Database.optionalInstant(result, "last_instant"),
                result.getLong("epoch"),
                profile,
                Lists.parse(result.getString("lists")),
                result.getBytes("standings"));
    }

    private static @Nullable ZoneId zone(String id) {
        return id.isEmpty() ? null : ZoneId.of(id);
    }

    private JsonNode parsed(String traits) {
        try {
            return json.readTree(traits);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored traits are no JSON", broken);
        }
    }

    /// Read after the rows are locked, as the chunks are: a locking read that waits returns the newest rows, but joins
    /// them with what it saw before it waited.
    private Map<UUID, Map<Sources, Instant>> due(CustomerKeys keys) {
        Map<UUID, Map<Sources, Instant>> due = new HashMap<>();
        database.query(
                DUE,
                row -> due.computeIfAbsent(Database.uuid(row, "customer_id"), id -> new HashMap<>())
                        .put(new Sources(row.getInt("sources")), Database.instant(row, "due_at")),
                keys.bucketArray(),
                keys.idArray());
        return due;
    }

    private Map<UUID, List<byte[]>> chunks(CustomerKeys keys) {
        return database.query(CHUNKS, StateTable::stored, keys.bucketArray(), keys.idArray()).stream()
                .collect(groupingBy(Stored::customer, mapping(Stored::facts, toList())));
    }

    private record Stored(UUID customer, byte[] facts) {}

    private static Stored stored(ResultSet result) throws SQLException {
        return new Stored(Database.uuid(result, "customer_id"), result.getBytes("facts"));
    }
}
