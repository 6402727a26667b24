package io.coterie.kit.erasure;

import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is erased.
///
/// Whoever writes something about a customer shares an advisory lock until its commit and looks under it; whoever
/// erases takes the lock alone, briefly. So a writer either sees the tombstone, or has committed before it is set, and
/// the erasure finds what it wrote.
@Singleton
public class Tombstones {
    private static final String SHARE = "SELECT pg_advisory_xact_lock_shared(hashtext('erasure'))";
    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtext('erasure'))";
    private static final String AMONG = "SELECT customer_id FROM tombstone WHERE customer_id = ANY (?)";
    private static final String SET = """
            INSERT INTO tombstone (customer_id, erasure_id, erased_at) SELECT c, ?, ? FROM unnest(?) AS c
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    public Tombstones(Database database) {
        this.database = database.failingWith("tombstones could not be read or set");
    }

    /// Nobody is erased from now on until the running transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold() {
        database.first(SHARE, row -> true);
    }

    /// Those of the customers who are erased; nobody else is until the running transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> among(Collection<UUID> customers) {
        hold();
        return new HashSet<>(database.query(
                AMONG, row -> Database.uuid(row, "customer_id"), (Object) customers.toArray(UUID[]::new)));
    }

    /// The event without its items about erased customers; see [#among].
    @Transactional(Transactional.TxType.MANDATORY)
    public ReceivedEvent living(ReceivedEvent event) {
        List<UUID> named = event.items().stream()
                .map(item -> idIn(item.path("customerId").asText()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Set<String> erased = new HashSet<>();
        among(named).forEach(id -> erased.add(id.toString()));
        return erased.isEmpty()
                ? event
                : event.with(event.items().stream()
                        .filter(item -> !erased.contains(item.path("customerId").asText()))
                        .toList());
    }

    /// From here to the end of the running transaction nobody else writes about a customer. The caller holds no other
    /// lock yet.
    @Transactional(Transactional.TxType.MANDATORY)
    public void alone() {
        database.first(ALONE, row -> true);
    }

    void set(Erasure erasure) {
        database.update(SET, erasure.id(), erasure.erasedAt(), erasure.customers());
    }

    /// Null for what is no id: that is for the reader of the item to say.
    private static @Nullable UUID idIn(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
