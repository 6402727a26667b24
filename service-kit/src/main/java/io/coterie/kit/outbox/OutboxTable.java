package io.coterie.kit.outbox;

import io.agroal.api.AgroalDataSource;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// The pending events of a service that keeps its state in PostgreSQL.
@Singleton
class OutboxTable implements PendingEvents {
    private static final String LEASE = """
            UPDATE outbox SET leased_until = clock_timestamp() + interval '30 seconds', attempts = attempts + 1
            WHERE id IN (SELECT id FROM outbox
                         WHERE lane = ? AND (leased_until IS NULL OR leased_until < clock_timestamp())
                         ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, type, body
            """;
    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";
    private static final String GIVE_BACK = "UPDATE outbox SET leased_until = NULL WHERE id = ANY (?)";

    private final AgroalDataSource dataSource;
    private final OutboxWake wake;

    OutboxTable(AgroalDataSource dataSource, OutboxWake wake) {
        this.dataSource = dataSource;
        this.wake = wake;
    }

    @Override
    public List<WrittenEvent> lease(Lane lane, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lease = connection.prepareStatement(LEASE)) {
            lease.setString(1, lane.name());
            lease.setInt(2, most);
            List<WrittenEvent> events = new ArrayList<>();
            try (ResultSet rows = lease.executeQuery()) {
                while (rows.next()) {
                    events.add(new WrittenEvent(
                            rows.getObject("id", UUID.class), rows.getString("type"), rows.getBytes("body")));
                }
            }
            return events;
        } catch (SQLException failed) {
            throw new OutboxFailure("pending events could not be leased", failed);
        }
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
        wake.await(lane, atMost);
    }

    private void update(String sql, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new OutboxFailure("published events could not be marked", failed);
        }
    }
}
