package io.coterie.customer.identity;

import io.coterie.customer.store.LostRace;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/// Who owns which external id.
@Singleton
public class IdentityTable {
    private static final String FIND = """
            SELECT namespace, value, customer_id FROM identity
            WHERE (namespace, value) IN (SELECT * FROM unnest(?, ?))
            """;
    private static final String WITH_USER_ID =
            "SELECT customer_id FROM identity WHERE customer_id = ANY (?) AND namespace = 'user_id'";
    private static final String ADD = """
            INSERT INTO identity (namespace, value, customer_id) SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String OF = """
            SELECT namespace, value, customer_id FROM identity WHERE customer_id = ANY (?)
            ORDER BY namespace DESC, value
            """;

    private static final String DELETE = "DELETE FROM identity WHERE customer_id = ANY (?)";

    private final Database database;

    public IdentityTable(Database database) {
        this.database = database;
    }

    public Map<Identity, UUID> owners(Collection<Identity> identities) {
        Map<Identity, UUID> owners = new HashMap<>();
        List<Identity> distinct = List.copyOf(new HashSet<>(identities));
        for (Owned owned : database.query(FIND, OWNED, namespaces(distinct), values(distinct))) {
            owners.put(owned.identity, owned.customer);
        }
        return owners;
    }

    /// Those of the customers that have a user id.
    public Set<UUID> withUserId(Collection<UUID> customers) {
        return new HashSet<>(database.query(
                WITH_USER_ID, row -> row.getObject(1, UUID.class), (Object) customers.toArray(UUID[]::new)));
    }

    /// Writes in the order of the identities, so that two transactions never wait for each other.
    /// @throws LostRace when another transaction has taken one of them meanwhile
    public void add(SortedMap<Identity, UUID> identities) {
        if (identities.isEmpty()) {
            return;
        }
        List<Identity> keys = List.copyOf(identities.keySet());
        int added = database.update(
                ADD, namespaces(keys), values(keys), identities.values().toArray(UUID[]::new));
        if (added < keys.size()) {
            throw new LostRace("an identity was taken meanwhile");
        }
    }

    /// Every identity of the customers, user ids first.
    public Map<UUID, List<Identity>> of(Collection<UUID> customers) {
        Map<UUID, List<Identity>> identities = new HashMap<>();
        for (Owned owned : database.query(OF, OWNED, (Object) customers.toArray(UUID[]::new))) {
            identities.computeIfAbsent(owned.customer, key -> new ArrayList<>()).add(owned.identity);
        }
        return identities;
    }

    /// Returns how many they were.
    public int delete(Collection<UUID> customers) {
        return database.update(DELETE, (Object) customers.toArray(UUID[]::new));
    }

    private record Owned(Identity identity, UUID customer) {}

    private static final Database.Reading<Owned> OWNED =
            row -> new Owned(new Identity(row.getString(1), row.getString(2)), row.getObject(3, UUID.class));

    private static String[] namespaces(List<Identity> identities) {
        return identities.stream().map(Identity::namespace).toArray(String[]::new);
    }

    private static String[] values(List<Identity> identities) {
        return identities.stream().map(Identity::value).toArray(String[]::new);
    }
}
