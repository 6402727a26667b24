package io.coterie.segment.sync;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Syncs as rows. Who works on one holds a lease, which ends by itself if the replica dies; leases and pauses go by the
/// database's clock. Rows are locked so that inserting what refers to them need not wait.
@Singleton
class Syncs {
    private static final String SELECT =
            "SELECT s.*, g.key FROM audience_sync s JOIN segment g ON g.id = s.segment_id ";
    private static final String INSERT = """
            INSERT INTO audience_sync (id, segment_id, url, state, secret, stage, snapshot_id, snapshot_requested, created_at)
            VALUES (?, ?, ?, 'ACTIVE', ?, 'BEGIN', ?, ?, ?)
            """;
    private static final String LEASE = """
            UPDATE audience_sync SET leased_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = (SELECT id FROM audience_sync s
                        WHERE state = 'ACTIVE' AND next_attempt_at <= clock_timestamp()
                            AND (leased_until IS NULL OR leased_until < clock_timestamp())
                            AND (is_out OR stage <> 'CHANGES'
                                OR EXISTS (SELECT 1 FROM audience_change c WHERE c.sync_id = s.id))
                        ORDER BY next_attempt_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id
            """;
    private static final String PROLONG =
            "UPDATE audience_sync SET leased_until = clock_timestamp() + ? * interval '1 millisecond' WHERE id = ?";
    private static final String RELEASE = """
            UPDATE audience_sync SET leased_until = NULL, next_attempt_at = greatest(next_attempt_at, clock_timestamp())
            WHERE id = ?
            """;
    private static final String OUT = """
            UPDATE audience_sync SET is_out = true, sequence = sequence + 1, stage = ?, batch = ?, snapshot_as_of = ? WHERE id = ?
            """;
    private static final String TAKEN = """
            UPDATE audience_sync SET is_out = false, batch = '{}', page_until = NULL, stage = ?, after_customer = ?,
                snapshot_members = snapshot_members + ?, failures = 0, failing_since = NULL, last_error = NULL,
                last_status = ?, last_success_at = ?, next_attempt_at = clock_timestamp()
            WHERE id = ?
            """;
    private static final String FAILED = """
            UPDATE audience_sync SET failures = failures + 1, failing_since = coalesce(failing_since, ?), last_status = ?,
                last_error = ?, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ?
            """;
    private static final String STOP = """
            UPDATE audience_sync SET state = ?, disabled_because = ?, is_out = false, batch = '{}', page_until = NULL,
                after_customer = '00000000-0000-0000-0000-000000000000'
            WHERE id = ?
            """;
    private static final String RESTART = """
            UPDATE audience_sync SET state = 'ACTIVE', disabled_because = NULL, stage = 'BEGIN', is_out = false, batch = '{}', page_until = NULL,
                snapshot_id = ?, snapshot_requested = ?, snapshot_as_of = NULL, snapshot_members = 0,
                after_customer = '00000000-0000-0000-0000-000000000000', failures = 0, failing_since = NULL,
                next_attempt_at = clock_timestamp()
            WHERE id = ?
            """;
    private static final String ROTATE =
            "UPDATE audience_sync SET previous_secret = secret, previous_until = ?, secret = ? WHERE id = ?";
    private static final String WAITING_SINCE =
            "SELECT recorded_at FROM audience_change WHERE sync_id = ? ORDER BY position LIMIT 1";
    private static final String LATEST_RECORD =
            "SELECT max(recorded_at) AS latest FROM membership_change WHERE segment_id = ?";
    private static final String ERASED = "SELECT customer_id FROM tombstone WHERE customer_id = ANY (?)";

    private final Database database;

    Syncs(Database database) {
        this.database = database.failingWith("syncs could not be read or stored");
    }

    void insert(UUID id, int segmentId, Destination to, SigningSecret secret, UUID snapshot, Instant now) {
        database.update(INSERT, id, segmentId, to.uri().toString(), secret.bytes(), snapshot, now, now);
    }

    List<Sync> of(int segmentId) {
        return database.query(SELECT + "WHERE s.segment_id = ? ORDER BY s.id", Syncs::sync, segmentId);
    }

    Optional<Sync> find(UUID id) {
        return database.first(SELECT + "WHERE s.id = ?", Syncs::sync, id);
    }

    /// Until the transaction ends nobody else changes it.
    Optional<Sync> locked(UUID id) {
        return database.first(SELECT + "WHERE s.id = ? FOR NO KEY UPDATE OF s", Syncs::sync, id);
    }

    /// One that has something to send and whose time has come.
    Optional<UUID> lease(Duration time) {
        return database.first(LEASE, row -> Database.uuid(row, "id"), time.toMillis());
    }

    void prolong(UUID id, Duration time) {
        database.update(PROLONG, time.toMillis(), id);
    }

    void release(UUID id) {
        database.update(RELEASE, id);
    }

    /// A new message is out.
    void out(Sync sync, Sync.Stage stage, List<Long> batch, @Nullable Instant asOf) {
        database.update(OUT, stage.name(), batch.toArray(Long[]::new), asOf, sync.id());
    }

    /// The page that is out covers no customer after this one.
    void pageEnds(UUID id, UUID until) {
        database.update("UPDATE audience_sync SET page_until = ? WHERE id = ?", until, id);
    }

    void taken(UUID id, Sync.Stage next, UUID after, int members, int status, Instant now) {
        database.update(TAKEN, next.name(), after, members, status, now, id);
    }

    void failed(UUID id, @Nullable Integer status, String error, Duration pause, Instant now) {
        database.update(FAILED, now, status, error, pause.toMillis(), id);
    }

    void pause(UUID id) {
        database.update(STOP, Sync.State.PAUSED.name(), null, id);
    }

    void disable(UUID id, String why) {
        database.update(STOP, Sync.State.DISABLED.name(), why, id);
    }

    /// All members come next.
    void restart(UUID id, UUID snapshot, Instant now) {
        database.update(RESTART, snapshot, now, id);
    }

    void rotate(UUID id, SigningSecret next, Instant previousUntil) {
        database.update(ROTATE, previousUntil, next.bytes(), id);
    }

    void delete(UUID id) {
        database.update("DELETE FROM audience_sync WHERE id = ?", id);
    }

    /// When the oldest change was recorded that the receiver has not taken.
    Optional<Instant> waitingSince(UUID id) {
        return database.first(WAITING_SINCE, row -> Database.instant(row, "recorded_at"), id);
    }

    Optional<Instant> latestRecord(int segmentId) {
        return database.first(LATEST_RECORD, row -> Database.optionalInstant(row, "latest"), segmentId);
    }

    /// Those of these customers who are erased or being erased.
    List<UUID> erased(List<UUID> customers) {
        return database.query(
                ERASED, row -> Database.uuid(row, "customer_id"), (Object) customers.toArray(UUID[]::new));
    }

    private static Sync sync(ResultSet row) throws SQLException {
        return new Sync(
                Database.uuid(row, "id"),
                row.getInt("segment_id"),
                row.getString("key"),
                row.getString("url"),
                Sync.State.valueOf(row.getString("state")),
                row.getString("disabled_because"),
                keys(row),
                snapshot(row),
                row.getLong("sequence"),
                row.getBoolean("is_out"),
                List.of((Long[]) row.getArray("batch").getArray()),
                health(row),
                Database.instant(row, "created_at"));
    }

    private static Sync.Keys keys(ResultSet row) throws SQLException {
        byte[] previous = row.getBytes("previous_secret");
        return new Sync.Keys(
                new SigningSecret(row.getBytes("secret")),
                previous == null ? null : new SigningSecret(previous),
                Database.optionalInstant(row, "previous_until"));
    }

    private static Sync.Snapshot snapshot(ResultSet row) throws SQLException {
        return new Sync.Snapshot(
                Database.uuid(row, "snapshot_id"),
                Sync.Stage.valueOf(row.getString("stage")),
                Database.instant(row, "snapshot_requested"),
                Database.optionalInstant(row, "snapshot_as_of"),
                row.getLong("snapshot_members"),
                Database.uuid(row, "after_customer"),
                row.getObject("page_until", UUID.class));
    }

    private static Sync.Health health(ResultSet row) throws SQLException {
        return new Sync.Health(
                row.getInt("failures"),
                Database.optionalInstant(row, "failing_since"),
                Database.optionalInstant(row, "last_success_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                Database.instant(row, "next_attempt_at"));
    }
}
