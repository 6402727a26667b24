package io.coterie.kit.operations;

import io.coterie.kit.event.Lane;
import io.coterie.kit.intake.Parked;
import io.coterie.kit.retention.Retained;
import io.coterie.kit.retention.RetentionPeriods;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The parking place of a service that keeps its state in PostgreSQL.
@Singleton
class ParkedMessageTable implements ParkedMessages, Retained {
    private static final String SELECT = """
            SELECT id, parked_at, lane, event_id, type, source, error, coalesce(octet_length(body), 0) AS bytes, state,
                   settled_at, reason
            FROM parked_message
            """;
    private static final String LIST = SELECT + """
            WHERE (?::text IS NULL OR type = ?) AND (?::text IS NULL OR lane = ?) AND (?::text IS NULL OR state = ?)
              AND (?::uuid IS NULL OR id < ?)
            ORDER BY id DESC LIMIT ?
            """;
    private static final String FIND = SELECT + "WHERE id = ?";
    private static final String BODY = "SELECT body FROM parked_message WHERE id = ?";
    private static final String WAITING = "SELECT count(*) FROM parked_message WHERE state = 'WAITING'";
    private static final String SETTLE = """
            UPDATE parked_message SET state = ?, settled_at = clock_timestamp(), reason = ?, body = NULL
            WHERE id = ? AND state = 'WAITING'
            """;
    private static final String KEEP_REST = """
            UPDATE parked_message SET event_id = ?, type = ?, source = ?, error = ?, body = ?
            WHERE id = ? AND state = 'WAITING'
            """;
    private static final String KEEP_ERROR = "UPDATE parked_message SET error = ? WHERE id = ? AND state = 'WAITING'";
    private static final String DELETE_OLD = """
            DELETE FROM parked_message
            WHERE id IN (SELECT id FROM parked_message
                         WHERE state <> 'WAITING' AND settled_at < clock_timestamp() - ? * interval '1 second'
                         LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final Duration settledKept;

    ParkedMessageTable(Database database, RetentionPeriods periods) {
        this.database = database.failingWith("parked messages could not be read or changed");
        this.settledKept = periods.settledParked();
    }

    @Override
    public List<ParkedMessage> list(Which which, @Nullable UUID after, int most) {
        String lane = which.lane() == null ? null : which.lane().name();
        String state = which.state() == null ? null : which.state().name();
        return database.query(
                LIST,
                ParkedMessageTable::message,
                which.type(),
                which.type(),
                lane,
                lane,
                state,
                state,
                after,
                after,
                most);
    }

    @Override
    public Optional<ParkedMessage> find(UUID id) {
        return database.first(FIND, ParkedMessageTable::message, id);
    }

    private static ParkedMessage message(ResultSet row) throws SQLException {
        return new ParkedMessage(
                Database.uuid(row, "id"),
                Database.instant(row, "parked_at"),
                Lane.valueOf(row.getString("lane")),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getString("source"),
                row.getString("error"),
                row.getInt("bytes"),
                ParkedState.valueOf(row.getString("state")),
                Database.optionalInstant(row, "settled_at"),
                row.getString("reason"));
    }

    @Override
    public Optional<byte[]> body(UUID id) {
        return database.first(BODY, row -> row.getBytes("body"), id);
    }

    @Override
    public long waiting() {
        return database.first(WAITING, row -> row.getLong(1)).orElseThrow();
    }

    @Override
    public boolean settle(UUID id, ParkedState state, @Nullable String reason) {
        return database.update(SETTLE, state.name(), reason, id) == 1;
    }

    @Override
    public void failedAgain(UUID id, Parked rest) {
        database.update(KEEP_REST, rest.eventId(), rest.type(), rest.source(), rest.error(), rest.body(), id);
    }

    @Override
    public void failedAgain(UUID id, String error) {
        database.update(KEEP_ERROR, error, id);
    }

    @Override
    public String kept() {
        return "settled parked messages";
    }

    @Override
    public int deleteSome(int most) {
        return database.update(DELETE_OLD, settledKept.toSeconds(), most);
    }
}
