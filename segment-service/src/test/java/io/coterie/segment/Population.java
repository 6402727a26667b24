package io.coterie.segment;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Customers who are known by their traits, written straight into the database: many in no time, and gone at the end.
public final class Population implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("customer_state", "customer_due", "customer_chunk", "member", "membership_change");

    private final Database database;
    private final List<UUID> all = new ArrayList<>();
    private long version;

    public Population(Database database) {
        this.database = database;
    }

    public List<UUID> add(int count, String traits) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(count).toList();
        add(ids, traits, null);
        return ids;
    }

    public UUID add(String traits, @Nullable String externalId) {
        UUID id = Ids.next();
        add(List.of(id), traits, externalId);
        return id;
    }

    private void add(List<UUID> ids, String traits, @Nullable String externalId) {
        all.addAll(ids);
        database.update("""
                INSERT INTO customer_state (bucket, customer_id, last_instant, profile_version, external_id, traits)
                SELECT bucket, id, '2026-01-01T00:00:00Z', 1, ?, ? FROM unnest(?::smallint[], ?::uuid[]) AS t (bucket, id)
                """, externalId, traits, buckets(ids), ids.toArray(UUID[]::new));
    }

    /// As if they had entered or left then, told at once.
    public void told(String segment, String change, List<UUID> ids, Instant at) {
        version++;
        database.update("""
                INSERT INTO membership_change (bucket, customer_id, segment_id, state_version, id, definition_version, change,
                    cause, causation_id, correlation_id, hops, effective_at, recorded_at, leaves)
                SELECT bucket, customer, s.id, ?, gen_random_uuid(), 1, ?, 'behaviour', customer, customer, 0, ?, ?, '[]'
                FROM unnest(?::smallint[], ?::uuid[]) AS t (bucket, customer), segment s WHERE s.key = ?
                """, version, change, at, at, buckets(ids), ids.toArray(UUID[]::new), segment);
    }

    private static Integer[] buckets(List<UUID> ids) {
        return ids.stream().map(Bucket::of).toArray(Integer[]::new);
    }

    @Override
    public void close() {
        UUID[] ids = all.toArray(UUID[]::new);
        for (String table : TABLES) {
            database.update("DELETE FROM " + table + " WHERE customer_id = ANY (?)", (Object) ids);
        }
    }
}
