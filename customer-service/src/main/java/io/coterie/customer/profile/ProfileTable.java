package io.coterie.customer.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.replay.CustomerRange;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Profiles in sets. Whoever changes one holds its row's lock; locks are taken in the order of the ids.
@Singleton
public class ProfileTable {
    private static final String LOCK = """
            SELECT id, version, email, traits, created_at, changed_at FROM customer
            WHERE (bucket, id) IN (SELECT * FROM unnest(?, ?)) ORDER BY id FOR UPDATE
            """;
    private static final String AFTER = """
            SELECT id, version, email, traits, created_at, changed_at FROM customer
            WHERE (bucket, id) > (?, ?) AND (bucket, id) >= (?, ?) AND (bucket, id) <= (?, ?)
            ORDER BY bucket, id LIMIT ?
            """;
    private static final UUID LOWEST = new UUID(0, 0);
    private static final String INSERT = """
            INSERT INTO customer (bucket, id, version, email, traits, created_at, changed_at)
            SELECT b, i, v, e, t::jsonb, c, m FROM unnest(?, ?, ?, ?, ?, ?, ?) AS r(b, i, v, e, t, c, m)
            """;
    private static final String UPDATE = """
            UPDATE customer SET version = v, email = e, traits = t::jsonb, changed_at = m
            FROM unnest(?, ?, ?, ?, ?, ?) AS r(b, i, v, e, t, m) WHERE bucket = b AND id = i
            """;

    private static final String DELETE = "DELETE FROM customer WHERE (bucket, id) IN (SELECT * FROM unnest(?, ?))";

    private final Database database;
    private final ObjectMapper json;

    public ProfileTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Those of the customers that exist; their rows are locked until the transaction ends.
    public Map<UUID, Profile> lock(Collection<UUID> customers) {
        Map<UUID, Profile> profiles = new HashMap<>();
        if (!customers.isEmpty()) {
            Integer[] buckets = customers.stream().map(Bucket::of).toArray(Integer[]::new);
            database.query(LOCK, this::profile, buckets, customers.toArray(UUID[]::new))
                    .forEach(profile -> profiles.put(profile.id(), profile));
        }
        return profiles;
    }

    public Optional<Profile> lock(UUID customer) {
        return Optional.ofNullable(lock(List.of(customer)).get(customer));
    }

    /// The next profiles of a range in the order of their keys, without locks.
    public List<Profile> after(@Nullable UUID customer, CustomerRange range, int most) {
        return database.query(
                AFTER,
                this::profile,
                customer == null ? -1 : Bucket.of(customer),
                customer == null ? LOWEST : customer,
                range.firstBucket(),
                range.first(),
                range.lastBucket(),
                range.last(),
                most);
    }

    /// New profiles are those of version 1.
    public void write(List<Profile> profiles) {
        insert(profiles.stream().filter(profile -> profile.version() == 1).toList());
        update(profiles.stream().filter(profile -> profile.version() > 1).toList());
    }

    /// Returns how many there were. The rows are locked by the caller.
    public int delete(Collection<UUID> customers) {
        Integer[] buckets = customers.stream().map(Bucket::of).toArray(Integer[]::new);
        return database.update(DELETE, buckets, customers.toArray(UUID[]::new));
    }

    private void insert(List<Profile> rows) {
        if (!rows.isEmpty()) {
            database.update(
                    INSERT,
                    buckets(rows),
                    ids(rows),
                    versions(rows),
                    emails(rows),
                    traits(rows),
                    rows.stream().map(Profile::createdAt).toArray(Instant[]::new),
                    changes(rows));
        }
    }

    private void update(List<Profile> rows) {
        if (!rows.isEmpty()) {
            database.update(
                    UPDATE, buckets(rows), ids(rows), versions(rows), emails(rows), traits(rows), changes(rows));
        }
    }

    private Profile profile(ResultSet row) throws SQLException {
        return new Profile(
                Database.uuid(row, "id"),
                row.getLong("version"),
                row.getString("email"),
                read(row.getString("traits")),
                Database.instant(row, "created_at"),
                Database.instant(row, "changed_at"));
    }

    private ObjectNode read(String traits) {
        try {
            return json.readValue(traits, ObjectNode.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored traits are no JSON object", impossible);
        }
    }

    private static Integer[] buckets(List<Profile> rows) {
        return rows.stream().map(row -> Bucket.of(row.id())).toArray(Integer[]::new);
    }

    private static UUID[] ids(List<Profile> rows) {
        return rows.stream().map(Profile::id).toArray(UUID[]::new);
    }

    private static Long[] versions(List<Profile> rows) {
        return rows.stream().map(Profile::version).toArray(Long[]::new);
    }

    private static String[] emails(List<Profile> rows) {
        return rows.stream().map(Profile::email).toArray(String[]::new);
    }

    private String[] traits(List<Profile> rows) {
        return rows.stream().map(row -> text(row.traits())).toArray(String[]::new);
    }

    private static Instant[] changes(List<Profile> rows) {
        return rows.stream().map(Profile::changedAt).toArray(Instant[]::new);
    }

    private String text(ObjectNode traits) {
        try {
            return json.writeValueAsString(traits);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }
}
