package io.coterie.customer.consent;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Consents with all their versions.
@Singleton
class ConsentTable {
    private static final String PRESENT = """
            SELECT DISTINCT ON (bucket, customer_id, channel, purpose)
                   customer_id, channel, purpose, granted, version, changed_at, historical
            FROM consent WHERE (bucket, customer_id) IN (SELECT * FROM unnest(?, ?))
            ORDER BY bucket, customer_id, channel, purpose, version DESC
            """;
    private static final String INSERT = """
            INSERT INTO consent (bucket, customer_id, channel, purpose, granted, version, changed_at, historical)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Database database;

    ConsentTable(Database database) {
        this.database = database;
    }

    record Owned(UUID customerId, Consent consent) {}

    /// The latest version of each consent, by customer, in the order of channels and purposes.
    Map<UUID, List<Consent>> present(Collection<UUID> customers) {
        Map<UUID, List<Consent>> consents = new HashMap<>();
        Integer[] buckets = customers.stream().map(Bucket::of).toArray(Integer[]::new);
        for (Owned row : database.query(PRESENT, OWNED, buckets, customers.toArray(UUID[]::new))) {
            consents.computeIfAbsent(row.customerId, key -> new ArrayList<>()).add(row.consent);
        }
        return consents;
    }

    void add(List<Owned> rows) {
        database.update(
                INSERT,
                rows.stream().map(row -> Bucket.of(row.customerId)).toArray(Integer[]::new),
                rows.stream().map(Owned::customerId).toArray(UUID[]::new),
                rows.stream().map(row -> row.consent.channel()).toArray(String[]::new),
                rows.stream().map(row -> row.consent.purpose()).toArray(String[]::new),
                rows.stream().map(row -> row.consent.granted()).toArray(Boolean[]::new),
                rows.stream().map(row -> row.consent.version()).toArray(Long[]::new),
                rows.stream().map(row -> row.consent.changedAt()).toArray(Instant[]::new),
                rows.stream().map(row -> row.consent.historical()).toArray(Boolean[]::new));
    }

    private static final Database.Reading<Owned> OWNED = row -> new Owned(
            Database.uuid(row, "customer_id"),
            new Consent(
                    row.getString("channel"),
                    row.getString("purpose"),
                    row.getBoolean("granted"),
                    row.getLong("version"),
                    Database.instant(row, "changed_at"),
                    row.getBoolean("historical")));
}
