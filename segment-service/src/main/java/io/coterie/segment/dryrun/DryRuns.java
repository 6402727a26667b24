package io.coterie.segment.dryrun;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.touch.Place;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Dry runs as rows, the latest of each version: who works on one holds a lease, which ends by itself if the replica
/// dies.
@Singleton
class DryRuns {
    private static final String COLUMNS = """
            id, segment_id, version, state, after_bucket, after_customer, entering, leaving, staying,
            some_entering, some_leaving, some_staying, failure""";
    private static final String FORGET =
            "DELETE FROM dry_run WHERE segment_id = ? AND version = ? AND state <> 'RUNNING'";
    private static final String INSERT = """
            INSERT INTO dry_run (id, segment_id, version, state, started_at) VALUES (?, ?, ?, 'RUNNING', ?)
            ON CONFLICT (segment_id, version) WHERE state = 'RUNNING' DO NOTHING
            """;
    private static final String LEASE = """
            UPDATE dry_run SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = (SELECT id FROM dry_run
                        WHERE state = 'RUNNING' AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id""";
    private static final String LOCK = "SELECT " + COLUMNS + " FROM dry_run WHERE id = ? FOR UPDATE";
    private static final String SAVE = """
            UPDATE dry_run SET state = ?, after_bucket = ?, after_customer = ?, entering = ?, leaving = ?, staying = ?,
                some_entering = ?, some_leaving = ?, some_staying = ?, failure = ?,
                leased_until = clock_timestamp() + interval '30 seconds',
                finished_at = CASE WHEN ? THEN NULL ELSE ?::timestamptz END
            WHERE id = ?
            """;
    private static final String RELEASE = "UPDATE dry_run SET leased_until = NULL WHERE id = ?";
    private static final String LATEST =
            "SELECT " + COLUMNS + " FROM dry_run WHERE segment_id = ? AND version = ? ORDER BY id DESC LIMIT 1";

    private final Database database;

    DryRuns(Database database) {
        this.database = database.failingWith("dry runs could not be read or stored");
    }

    /// Takes the place of the one before; nothing where one is running.
    void begin(UUID id, Definition.Ref version, Instant now) {
        database.update(FORGET, version.segmentId(), version.version());
        database.update(INSERT, id, version.segmentId(), version.version(), now);
    }

    /// One that nobody works on.
    Optional<UUID> lease() {
        return database.first(LEASE, row -> Database.uuid(row, "id"));
    }

    /// As it is now; until the transaction ends nobody else changes it. Empty where a newer one took its place.
    Optional<DryRun> locked(UUID id) {
        return database.first(LOCK, DryRuns::dryRun, id);
    }

    /// Keeps what was reached, and the lease.
    void save(DryRun run, Instant now) {
        DryRun.Outcome outcome = run.outcome();
        database.update(
                SAVE,
                run.state().name(),
                (short) run.place().bucket(),
                run.place().customer(),
                outcome.entering().count(),
                outcome.leaving().count(),
                outcome.staying().count(),
                outcome.entering().sample().toArray(UUID[]::new),
                outcome.leaving().sample().toArray(UUID[]::new),
                outcome.staying().sample().toArray(UUID[]::new),
                run.failure(),
                run.state() == DryRun.State.RUNNING,
                now,
                run.id());
    }

    /// Whoever looks next may go on at once.
    void release(UUID id) {
        database.update(RELEASE, id);
    }

    Optional<DryRun> latest(Definition.Ref version) {
        return database.first(LATEST, DryRuns::dryRun, version.segmentId(), version.version());
    }

    private static DryRun dryRun(ResultSet row) throws SQLException {
        int bucket = row.getInt("after_bucket");
        return new DryRun(
                Database.uuid(row, "id"),
                new Definition.Ref(row.getInt("segment_id"), row.getInt("version")),
                DryRun.State.valueOf(row.getString("state")),
                new Place(bucket, Database.uuid(row, "after_customer"), bucket >= Bucket.COUNT),
                new DryRun.Outcome(tally(row, "entering"), tally(row, "leaving"), tally(row, "staying")),
                row.getString("failure"));
    }

    private static Tally tally(ResultSet row, String column) throws SQLException {
        UUID[] sample = (UUID[]) row.getArray("some_" + column).getArray();
        return new Tally(row.getLong(column), List.of(sample));
    }
}
