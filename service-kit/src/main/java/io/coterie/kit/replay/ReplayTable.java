package io.coterie.kit.replay;

import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Replays of a service that keeps its state in PostgreSQL. Leases are of the database's clock, for they are no
/// business time.
@Singleton
class ReplayTable implements Replays {
    private static final UUID NEWEST = new UUID(-1, -1);
    private static final String ADD = """
            INSERT INTO replay (id, state, customer_id, source, recorded_from, recorded_to, types, facts, created_at)
            VALUES (?, 'waiting', ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND = "SELECT * FROM replay WHERE id = ?";
    private static final String NEWEST_FIRST = "SELECT * FROM replay WHERE id < ? ORDER BY id DESC LIMIT ?";
    private static final String LEASE_ONE = """
            UPDATE replay SET state = 'running', started_at = coalesce(started_at, ?), attempts = attempts + 1,
                   lease_holder = ?, leased_until = clock_timestamp() + ? * interval '1 second'
            WHERE id = (SELECT id FROM replay
                        WHERE state IN ('waiting', 'running')
                          AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;
    private static final String HOLD =
            "SELECT 1 FROM replay WHERE id = ? AND lease_holder = ? AND state = 'running' FOR UPDATE";
    private static final String SAVE = """
            UPDATE replay SET state = ?, facts = ?, current = ?, place = ?, finished_at = ?, attempts = 0,
                   leased_until = clock_timestamp() + ? * interval '1 second'
            WHERE id = ?
            """;
    private static final String RELEASE = """
            UPDATE replay SET lease_holder = NULL, leased_until = clock_timestamp() + ? * interval '1 second', attempts = ?
            WHERE id = ? AND lease_holder = ? AND state = 'running'
            """;
    private static final String FAIL = """
            UPDATE replay SET state = 'failed', finished_at = ?, failure = ?
            WHERE id = ? AND lease_holder = ? AND state = 'running'
            """;
    private static final String CANCEL = """
            UPDATE replay SET state = 'cancelled', finished_at = ? WHERE id = ? AND state IN ('waiting', 'running')
            """;

    private final Database database;
    private final Outbox outbox;
    private final Tombstones tombstones;
    private final Clock clock;

    ReplayTable(Database database, Outbox outbox, Tombstones tombstones, Clock clock) {
        this.database = database.failingWith("replays could not be read or stored");
        this.outbox = outbox;
        this.tombstones = tombstones;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void add(Replay replay) {
        Scope scope = replay.scope();
        database.update(
                ADD,
                replay.id(),
                scope.customer(),
                scope.source(),
                scope.from(),
                scope.to(),
                replay.told().stream().map(Replay.Told::type).toArray(String[]::new),
                facts(replay),
                replay.createdAt());
    }

    @Override
    @Transactional
    public Optional<Replay> find(UUID id) {
        return database.first(FIND, ReplayTable::replay, id);
    }

    @Override
    @Transactional
    public List<Replay> newestFirst(@Nullable UUID before, int most) {
        return database.query(NEWEST_FIRST, ReplayTable::replay, before == null ? NEWEST : before, most);
    }

    @Override
    @Transactional
    public Optional<Leased> lease(UUID holder) {
        return database.first(
                LEASE_ONE,
                row -> new Leased(replay(row), holder, row.getInt("attempts")),
                clock.instant(),
                holder,
                LEASE.toSeconds());
    }

    @Override
    @Transactional
    public Optional<Replay> advance(Replay from, UUID holder, ReplayableFacts facts, int most) {
        if (database.first(HOLD, row -> true, from.id(), holder).isEmpty()) {
            return Optional.empty();
        }
        tombstones.hold();
        Slice slice = facts.after(from.place(), from.effectiveScope(), most);
        outbox.append(facts.type(), Lane.BULK, slice.items());
        Replay next = from.after(slice, clock.instant());
        save(next);
        return Optional.of(next);
    }

    private void save(Replay replay) {
        database.update(
                SAVE,
                replay.state().word(),
                facts(replay),
                replay.current(),
                replay.place(),
                replay.finishedAt(),
                LEASE.toSeconds(),
                replay.id());
    }

    @Override
    @Transactional
    public void release(Leased lease, Duration pause, int attempts) {
        database.update(RELEASE, pause.toSeconds(), attempts, lease.replay().id(), lease.holder());
    }

    @Override
    @Transactional
    public void fail(Leased lease, String why) {
        database.update(FAIL, clock.instant(), why, lease.replay().id(), lease.holder());
    }

    /// Waits for the slice at hand to commit; the next one finds the replay ended.
    @Override
    @Transactional
    public void cancel(UUID id) {
        database.update(CANCEL, clock.instant(), id);
    }

    private static Long[] facts(Replay replay) {
        return replay.told().stream().map(Replay.Told::facts).toArray(Long[]::new);
    }

    private static Replay replay(ResultSet row) throws SQLException {
        return new Replay(
                Database.uuid(row, "id"),
                ReplayState.of(row.getString("state")),
                scope(row),
                told(row),
                row.getInt("current"),
                row.getString("place"),
                Database.instant(row, "created_at"),
                Database.optionalInstant(row, "started_at"),
                Database.optionalInstant(row, "finished_at"),
                row.getString("failure"));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        Instant from = Database.optionalInstant(row, "recorded_from");
        Instant to = Database.optionalInstant(row, "recorded_to");
        return new Scope(row.getObject("customer_id", UUID.class), row.getString("source"), from, to);
    }

    private static List<Replay.Told> told(ResultSet row) throws SQLException {
        String[] types = (String[]) row.getArray("types").getArray();
        Long[] facts = (Long[]) row.getArray("facts").getArray();
        return IntStream.range(0, types.length)
                .mapToObj(i -> new Replay.Told(types[i], facts[i]))
                .toList();
    }
}
