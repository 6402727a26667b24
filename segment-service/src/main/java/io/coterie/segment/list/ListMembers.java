package io.coterie.segment.list;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Who is on a list, from which version on and until which. Whoever writes holds the list's lock.
@Singleton
public class ListMembers {
    private static final int AT_ONCE = 10_000;
    private static final String ADD = """
            INSERT INTO list_member (bucket, customer_id, list_id, since_version)
            SELECT b, c, ?, ? FROM unnest(?::smallint[], ?::uuid[]) AS given (b, c)
            WHERE NOT EXISTS (SELECT 1 FROM list_member m
                              WHERE m.list_id = ? AND m.customer_id = c AND m.until_version IS NULL)
            """;
    private static final String REMOVE = """
            UPDATE list_member m SET until_version = ?
            FROM unnest(?::smallint[], ?::uuid[]) AS given (b, c)
            WHERE m.bucket = b AND m.customer_id = c AND m.list_id = ? AND m.until_version IS NULL
            """;
    private static final String KEEP = """
            UPDATE list_member SET until_version = ?
            WHERE list_id = ? AND until_version IS NULL
              AND NOT EXISTS (SELECT FROM unnest(?::uuid[]) kept WHERE kept = customer_id)
            """;
    private static final String AS_OF = """
            SELECT m.customer_id, m.since_version, s.external_id, s.customer_id IS NOT NULL AS known
            FROM (SELECT bucket, customer_id, since_version FROM list_member
                  WHERE list_id = ? AND since_version <= ? AND (until_version IS NULL OR until_version > ?)
                    AND customer_id > ? ORDER BY customer_id LIMIT ?) AS m
            LEFT JOIN customer_state s USING (bucket, customer_id) ORDER BY m.customer_id
            """;
    private static final String CHANGED = """
            (SELECT bucket, customer_id FROM list_member
             WHERE list_id = ? AND %s = ? AND (bucket, customer_id) > (?, ?) ORDER BY bucket, customer_id LIMIT ?)
            """;
    private static final String CHANGED_BY = CHANGED.formatted("since_version") + "UNION "
            + CHANGED.formatted("until_version") + "ORDER BY bucket, customer_id LIMIT ?";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    ListMembers(Database database) {
        this.database = database.failingWith("members of a list could not be read or written");
    }

    /// @param known whether anything else is known of the customer yet; until then the list has no effect
    public record Member(UUID customerId, @Nullable String externalId, int sinceVersion, boolean known) {}

    /// Puts those on the list who are not; returns how many.
    public int add(int list, int version, List<UUID> customers) {
        int added = 0;
        for (List<UUID> some : inParts(customers)) {
            added += database.update(ADD, list, version, buckets(some), ids(some), list);
        }
        return added;
    }

    /// Takes those off the list who are on it; returns how many.
    public int remove(int list, int version, List<UUID> customers) {
        int removed = 0;
        for (List<UUID> some : inParts(customers)) {
            removed += database.update(REMOVE, version, buckets(some), ids(some), list);
        }
        return removed;
    }

    /// Takes everybody else off the list; returns how many.
    public int removeAllBut(int list, int version, List<UUID> customers) {
        return database.update(KEEP, version, list, ids(customers));
    }

    /// Those who were on the list as of a version, in the order of their ids, after the given one.
    public List<Member> asOf(int list, int version, @Nullable UUID after, int most) {
        return database.query(
                AS_OF,
                row -> new Member(
                        Database.uuid(row, "customer_id"),
                        row.getString("external_id"),
                        row.getInt("since_version"),
                        row.getBoolean("known")),
                list,
                version,
                version,
                after == null ? BEFORE_ALL : after,
                most);
    }

    /// Whom a version put on the list or took off it, in the order of (bucket, id), after the given place.
    public List<UUID> changedBy(int list, int version, int bucket, UUID customer, int most) {
        short after = (short) bucket;
        return database.query(
                CHANGED_BY,
                row -> Database.uuid(row, "customer_id"),
                list,
                version,
                after,
                customer,
                most,
                list,
                version,
                after,
                customer,
                most,
                most);
    }

    private static List<List<UUID>> inParts(List<UUID> customers) {
        return IntStream.iterate(0, from -> from < customers.size(), from -> from + AT_ONCE)
                .mapToObj(from -> customers.subList(from, Math.min(from + AT_ONCE, customers.size())))
                .toList();
    }

    static Short[] buckets(List<UUID> customers) {
        return customers.stream().map(id -> (short) Bucket.of(id)).toArray(Short[]::new);
    }

    static UUID[] ids(List<UUID> customers) {
        return customers.toArray(UUID[]::new);
    }
}
