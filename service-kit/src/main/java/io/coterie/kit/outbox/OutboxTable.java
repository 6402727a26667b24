package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.heartbeat.HeartbeatConfig;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.trace.TraceParent;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The pending events of a service that keeps its state in PostgreSQL.
@Singleton
class OutboxTable implements PendingEvents {
    private static final String TAKE = """
            UPDATE outbox SET leased_until = clock_timestamp() + ? * interval '1 second', attempts = attempts + 1
            WHERE id IN (SELECT id FROM outbox
                         WHERE lane = ? AND (leased_until IS NULL OR leased_until < clock_timestamp())
                         ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, type, body, traceparent, xid::text::bigint AS position
            """;
    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";
    private static final String DELETE_COUNTED = """
            WITH gone AS (DELETE FROM outbox WHERE id = ANY (?) RETURNING lane, type, xid)
            INSERT INTO published_event (type, xids)
            SELECT type, array_agg(xid) FROM gone WHERE lane = 'LIVE' AND type <> ? GROUP BY type
            """;
    private static final String GIVE_BACK = "UPDATE outbox SET leased_until = NULL WHERE id = ANY (?)";
    private static final String UNROUTABLE = "UPDATE outbox SET unroutable = true WHERE id = ANY (?)";

    private final Database database;
    private final HeartbeatConfig heartbeats;
    private final Map<Lane, Ear> ears = new EnumMap<>(Lane.class);

    OutboxTable(Database database, Notifications notifications, HeartbeatConfig heartbeats) {
        this.heartbeats = heartbeats;
        this.database = database.failingWith("pending events could not be leased or marked");
        for (Lane lane : Lane.values()) {
            ears.put(lane, notifications.ear(Outbox.topic(lane)));
        }
    }

    @Override
    public List<WrittenEvent> lease(Lane lane, int most) {
        return database.query(TAKE, OutboxTable::written, LEASE.toSeconds(), lane.name(), most);
    }

    private static WrittenEvent written(ResultSet row) throws SQLException {
        return new WrittenEvent(Database.uuid(row, "id"), row.getString("type"), row.getBytes("body"), headers(row));
    }

    private static Map<String, Object> headers(ResultSet row) throws SQLException {
        Map<String, Object> headers = new HashMap<>(4);
        headers.put(WrittenEvent.POSITION, row.getLong("position"));
        String trace = row.getString(TraceParent.NAME);
        if (trace != null) {
            headers.put(TraceParent.NAME, trace);
        }
        return headers;
    }

    @Override
    public void published(Collection<UUID> ids) {
        heartbeats.owner().map(Heartbeat::typeOf).ifPresentOrElse(own -> count(ids, own), () -> update(DELETE, ids));
    }

    private void count(Collection<UUID> ids, String heartbeatType) {
        if (!ids.isEmpty()) {
            database.update(DELETE_COUNTED, ids.toArray(UUID[]::new), heartbeatType);
        }
    }

    @Override
    public void giveBack(Collection<UUID> ids) {
        update(GIVE_BACK, ids);
    }

    @Override
    public void unroutable(Collection<UUID> ids) {
        update(UNROUTABLE, ids);
    }

    @Override
    public void await(Lane lane, Duration atMost) throws InterruptedException {
        Objects.requireNonNull(ears.get(lane)).await(atMost);
    }

    private void update(String sql, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            database.update(sql, (Object) ids.toArray(UUID[]::new));
        }
    }
}
