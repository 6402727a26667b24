package io.coterie.segment.list;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import io.coterie.kit.sql.Database;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Listing;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How customers stand to lists, as news for their evaluation.
///
/// A row that is being made cannot be found yet by whoever tells a list's change to those who are known. So whoever
/// makes one shares a lock until the commit and reads the lists under it, and whoever changes a list takes the lock
/// alone as the last act: either the change is read, or the row is there when the change is told.
@Singleton
public class Listings {
    private static final String SHARE = "SELECT pg_advisory_xact_lock_shared(hashtext('newcomers on lists'))";
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtext('newcomers on lists'))";
    private static final String LATEST = """
            SELECT DISTINCT ON (m.bucket, m.customer_id, m.list_id) m.customer_id, l.key, m.since_version, m.until_version
            FROM list_member m JOIN static_list l ON l.id = m.list_id
            WHERE (m.bucket, m.customer_id) IN (SELECT * FROM unnest(?::smallint[], ?::uuid[]))
            ORDER BY m.bucket, m.customer_id, m.list_id, m.since_version DESC
            """;

    private final Database database;

    Listings(Database database) {
        this.database = database.failingWith("the lists of customers could not be read");
    }

    /// Call when the rows of these customers are locked: what is read then is never older than what the row has.
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, List<Arrival>> of(Collection<UUID> customers) {
        Map<UUID, List<Arrival>> news = new HashMap<>();
        List<UUID> all = List.copyOf(customers);
        for (Arrival arrival :
                database.query(LATEST, Listings::arrival, ListMembers.buckets(all), ListMembers.ids(all))) {
            news.computeIfAbsent(arrival.customerId(), id -> new ArrayList<>()).add(arrival);
        }
        return news;
    }

    /// The same of customers whose rows the running transaction has made.
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, List<Arrival>> ofNewcomers(Collection<UUID> customers) {
        if (customers.isEmpty()) {
            return Map.of();
        }
        database.first(SHARE, row -> true);
        return of(customers);
    }

    /// The last act of whoever changes a list.
    @Transactional(Transactional.TxType.MANDATORY)
    public void awaitNewcomers() {
        database.first(ALONE, row -> true);
    }

    private static Arrival arrival(ResultSet row) throws SQLException {
        String list = row.getString("key");
        Integer until = row.getObject("until_version", Integer.class);
        int version = until == null ? row.getInt("since_version") : until;
        UUID id = Ids.derived("list-version", list, version);
        return new Arrival.OfList(
                id,
                Database.uuid(row, "customer_id"),
                Origin.first(id),
                false,
                list,
                new Listing(until == null, version));
    }
}
