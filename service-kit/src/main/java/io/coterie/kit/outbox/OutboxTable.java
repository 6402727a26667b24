package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Ear;
import io.coterie.kit.sql.Notifications;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The pending events of a service that keeps its state in PostgreSQL.
@Singleton
class OutboxTable implements PendingEvents {
    private static final String LEASE = """
            UPDATE outbox SET leased_until = clock_timestamp() + interval '30 seconds', attempts = attempts + 1
            WHERE id IN (SELECT id FROM outbox
                         WHERE lane = ? AND (leased_until IS NULL OR leased_until < clock_timestamp())
                         ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, type, body, xid::text::bigint AS position
            """;
    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";
    private static final String GIVE_BACK = "UPDATE outbox SET leased_until = NULL WHERE id = ANY (?)";

    private final Database database;
    private final Map<Lane, Ear> ears = new EnumMap<>(Lane.class);

    OutboxTable(Database database, Notifications notifications) {
        this.database = database.failingWith("pending events could not be leased or marked");
        for (Lane lane : Lane.values()) {
            ears.put(lane, notifications.ear(Outbox.topic(lane)));
        }
    }

    @Override
    public List<WrittenEvent> lease(Lane lane, int most) {
        return database.query(LEASE, OutboxTable::written, lane.name(), most);
    }

    private static WrittenEvent written(ResultSet row) throws SQLException {
        return new WrittenEvent(
                Database.uuid(row, "id"),
                row.getString("type"),
                row.getBytes("body"),
                Map.of(WrittenEvent.POSITION, row.getLong("position")));
    }

    @Override
    public void published(Collection<UUID> ids) {
        update(DELETE, ids);
    }

    @Override
    public void giveBack(Collection<UUID> ids) {
        update(GIVE_BACK, ids);
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
