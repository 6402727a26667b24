package io.coterie.segment.activation;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.segment.touch.Place;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Activations as rows: who works on one holds a lease, which ends by itself if the replica dies.
@Singleton
class Activations {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String COLUMNS = """
            id, segment_id, version, state, target_epoch, after_bucket, after_customer, walk_to, evaluated,
            requested_by""";
    private static final String INSERT = """
            INSERT INTO activation (id, segment_id, version, state, target_epoch, requested_by, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String LEASE = """
            UPDATE activation SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = (SELECT id FROM activation
                        WHERE state NOT IN ('DONE', 'CANCELLED', 'WITHDRAWN') AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY state <> 'EVALUATING', id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + COLUMNS;
    private static final String SAVE = """
            UPDATE activation SET state = ?, target_epoch = ?, after_bucket = ?, after_customer = ?, walk_to = ?, evaluated = ?,
                finished_at = ?,
                leased_until = CASE WHEN ? THEN NULL ELSE clock_timestamp() + interval '30 seconds' END
            WHERE id = ?
            """;
    private static final String RELEASE = "UPDATE activation SET leased_until = NULL WHERE id = ?";
    private static final String LATEST =
            "SELECT " + COLUMNS + " FROM activation WHERE segment_id = ? AND version = ? ORDER BY id DESC LIMIT 1";

    private static final String LOCK = "SELECT " + COLUMNS + " FROM activation WHERE id = ? FOR UPDATE";
    private static final String AT_WORK =
            "SELECT 1 FROM activation WHERE segment_id = ? AND state NOT IN ('DONE', 'CANCELLED', 'WITHDRAWN')";

    private static final String WANTED =
            "SELECT max(target_epoch) AS epoch FROM activation WHERE state NOT IN ('DONE', 'CANCELLED', 'WITHDRAWN')";
    private static final String WALKED = "SELECT epoch FROM walked";
    private static final String HAVE_WALKED = "UPDATE walked SET epoch = greatest(epoch, ?)";

    private final Database database;

    Activations(Database database) {
        this.database = database.failingWith("activations could not be read or stored");
    }

    void insert(Activation activation, Instant now) {
        database.update(
                INSERT,
                activation.id(),
                activation.segmentId(),
                activation.version(),
                activation.state().name(),
                activation.targetEpoch(),
                activation.requestedBy(),
                now);
    }

    /// One that nobody works on. First all are evaluated that are to be, so that one walk can tell of all of them.
    Optional<Activation> lease() {
        return database.first(LEASE, Activations::activation);
    }

    /// Keeps what was reached, and the lease.
    void save(Activation activation, Instant now) {
        boolean ended = activation.state().ended();
        database.update(
                SAVE,
                activation.state().name(),
                activation.targetEpoch(),
                (short) activation.place().bucket(),
                activation.place().customer(),
                activation.walkTo(),
                activation.evaluated(),
                ended ? now : null,
                ended,
                activation.id());
    }

    /// Whoever looks next may go on at once.
    void release(Activation activation) {
        database.update(RELEASE, activation.id());
    }

    /// As it is now; until the transaction ends nobody else changes it.
    Activation locked(UUID id) {
        return database.first(LOCK, Activations::activation, id).orElseThrow();
    }

    /// The highest epoch that any of those at work wants.
    long epochWanted() {
        return epoch(WANTED);
    }

    /// What every customer's row has reached, or need not be written to reach.
    long epochWalked() {
        return epoch(WALKED);
    }

    void haveWalkedTo(long epoch) {
        database.update(HAVE_WALKED, epoch);
    }

    private long epoch(String sql) {
        return database.first(sql, row -> row.getLong("epoch")).orElseThrow();
    }

    /// Whether storing one failed because another of its segment is at work.
    static boolean isAtWork(StoreFailure failed) {
        return failed.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }

    boolean isAtWork(int segmentId) {
        return database.first(AT_WORK, row -> true, segmentId).isPresent();
    }

    Optional<Activation> latest(int segmentId, int version) {
        return database.first(LATEST, Activations::activation, segmentId, version);
    }

    private static Activation activation(ResultSet row) throws SQLException {
        int bucket = row.getInt("after_bucket");
        return new Activation(
                Database.uuid(row, "id"),
                row.getInt("segment_id"),
                row.getInt("version"),
                Activation.State.valueOf(row.getString("state")),
                row.getLong("target_epoch"),
                new Place(bucket, Database.uuid(row, "after_customer"), bucket >= Bucket.COUNT),
                row.getLong("walk_to"),
                row.getObject("evaluated", Integer.class),
                row.getString("requested_by"));
    }
}
