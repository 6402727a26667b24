package io.coterie.customer.imports;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of imports. Who works on one holds its lease; leases are of the database's clock, for they are no
/// business time.
@Singleton
class ImportTable {
    private static final String CREATE = """
            INSERT INTO import_job (id, state, source_id, mapping, created_at, leased_until)
            VALUES (?, 'receiving', ?, ?::jsonb, ?, clock_timestamp() + interval '1 hour')
            """;
    private static final String RECEIVED =
            "UPDATE import_job SET state = 'waiting', sha256 = ?, leased_until = NULL WHERE id = ?";
    private static final String LEASE = """
            UPDATE import_job SET state = 'running', started_at = coalesce(started_at, ?), attempts = attempts + 1,
                   lease_holder = ?, leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = (SELECT id FROM import_job
                        WHERE state IN ('waiting', 'running')
                          AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, source_id, mapping, sha256, next_line, attempts, created_at
            """;
    private static final String HOLD =
            "SELECT id FROM import_job WHERE id = ? AND lease_holder = ? AND state = 'running' FOR UPDATE";
    private static final String ADVANCE = """
            UPDATE import_job SET rows_read = rows_read + ?, accepted = accepted + ?, duplicates = duplicates + ?,
                   rejected = rejected + ?, next_line = ?, attempts = 0,
                   leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = ?
            """;
    private static final String RELEASE = """
            UPDATE import_job SET lease_holder = NULL, leased_until = clock_timestamp() + ? * interval '1 second'
            WHERE id = ? AND lease_holder = ? AND state = 'running'
            """;
    private static final String END = """
            UPDATE import_job SET state = ?, finished_at = ?, failure = ?, lease_holder = NULL, leased_until = NULL
            WHERE id = ? AND lease_holder = ?
            """;
    private static final String ABANDONED = """
            DELETE FROM import_job WHERE state = 'receiving' AND leased_until < clock_timestamp() RETURNING id
            """;

    private final Database database;
    private final Clock clock;

    ImportTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// An import to work on, and who works on it.
    record Leased(
            UUID id,
            UUID holder,
            UUID sourceId,
            String mapping,
            String sha256,
            long nextLine,
            int attempts,
            Instant createdAt) {}

    /// What a chunk of rows added up to.
    record Tally(long read, long accepted, long duplicates, long rejected) {}

    @Transactional
    void create(UUID id, UUID sourceId, String mapping) {
        database.update(CREATE, id, sourceId, mapping, clock.instant());
    }

    @Transactional
    void received(UUID id, String sha256) {
        database.update(RECEIVED, sha256, id);
    }

    /// The oldest import that nobody works on.
    @Transactional
    Optional<Leased> lease(UUID holder) {
        return database.first(LEASE, row -> leased(row, holder), clock.instant(), holder);
    }

    private static Leased leased(ResultSet row, UUID holder) throws SQLException {
        return new Leased(
                Database.uuid(row, "id"),
                holder,
                Database.uuid(row, "source_id"),
                row.getString("mapping"),
                row.getString("sha256"),
                row.getLong("next_line"),
                row.getInt("attempts"),
                Database.instant(row, "created_at"));
    }

    /// Locks the import's row for the transaction; false where another replica has taken the lease.
    boolean hold(Leased lease) {
        return database.first(HOLD, row -> true, lease.id, lease.holder).orElse(false);
    }

    void advance(Leased lease, Tally tally, long nextLine) {
        database.update(ADVANCE, tally.read, tally.accepted, tally.duplicates, tally.rejected, nextLine, lease.id);
    }

    /// Lets any replica go on, after some seconds, where the import is not done.
    @Transactional
    void release(Leased lease, int seconds) {
        database.update(RELEASE, seconds, lease.id, lease.holder);
    }

    @Transactional
    void done(Leased lease) {
        end(lease, "done", null);
    }

    @Transactional
    void failed(Leased lease, String why) {
        end(lease, "failed", why);
    }

    /// The upload goes with the end, for it may name persons who are erased some day.
    private void end(Leased lease, String state, @Nullable String why) {
        if (database.update(END, state, clock.instant(), why, lease.id, lease.holder) == 1) {
            deleteChunks(List.of(lease.id));
        }
    }

    /// Uploads that ended in the middle.
    @Transactional
    void deleteAbandoned() {
        deleteChunks(database.query(ABANDONED, row -> row.getObject(1, UUID.class)));
    }

    private void deleteChunks(List<UUID> imports) {
        if (!imports.isEmpty()) {
            database.update(
                    "DELETE FROM import_chunk WHERE import_id = ANY (?)", (Object) imports.toArray(UUID[]::new));
        }
    }
}
