package io.coterie.kit.erasure;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The slices of an erasure, each a transaction that renews the lease and adds to the counts.
@Singleton
class ErasureWork {
    private static final String LEASE = """
            UPDATE erasure SET lease_holder = ?, leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = (SELECT id FROM erasure
                        WHERE finished_at IS NULL AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY leased_until NULLS FIRST, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, customer_id, customer_ids, erased_at
            """;
    private static final String HOLD = """
            UPDATE erasure SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = ? AND lease_holder = ? AND finished_at IS NULL
            """;
    private static final String COUNT = """
            UPDATE erasure
            SET counts = counts || jsonb_build_object(?::text, coalesce((counts ->> ?)::bigint, 0) + ?) WHERE id = ?
            """;
    private static final String RELEASE = """
            UPDATE erasure SET lease_holder = NULL, leased_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ? AND lease_holder = ?
            """;

    private final Database database;
    private final Erasures erasures;
    private final UUID holder = UUID.randomUUID();

    ErasureWork(Database database, Erasures erasures) {
        this.database = database.failingWith("a slice of an erasure could not be done");
        this.erasures = erasures;
    }

    /// One that nobody works on.
    @Transactional
    Optional<Erasure> lease() {
        return database.first(LEASE, ErasureWork::erasure, holder);
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        UUID[] customers = (UUID[]) row.getArray("customer_ids").getArray();
        return new Erasure(
                Database.uuid(row, "id"),
                Database.uuid(row, "customer_id"),
                List.of(customers),
                Database.instant(row, "erased_at"),
                List.of());
    }

    /// Where the next slice starts; null after the last one.
    @Transactional
    @Nullable
    String slice(Erasure erasure, Kind kind, String after) {
        hold(erasure);
        Kind.Slice slice = kind.erase(erasure, after);
        if (slice.erased() > 0) {
            database.update(COUNT, kind.name(), kind.name(), (long) slice.erased(), erasure.id());
        }
        return slice.next();
    }

    /// False where something has to settle first.
    @Transactional
    boolean finish(Erasure erasure, List<Kind> kinds) {
        hold(erasure);
        if (kinds.stream().anyMatch(kind -> kind.remains(erasure))) {
            return false;
        }
        erasures.finish(erasure);
        return true;
    }

    @Transactional
    void release(Erasure erasure, Duration pause) {
        database.update(RELEASE, pause.toMillis(), erasure.id(), holder);
    }

    private void hold(Erasure erasure) {
        if (database.update(HOLD, erasure.id(), holder) == 0) {
            throw new IllegalStateException("erasure " + erasure.id() + " is worked on by another replica");
        }
    }
}
