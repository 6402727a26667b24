package io.coterie.kit.outbox;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// Events that commit together with the state they tell of.
@Singleton
public class Outbox {
    private static final String INSERT = "INSERT INTO outbox (id, lane, type, body) VALUES (?, ?, ?, ?)";
    private static final String WAKE = "SELECT pg_notify('outbox', ?)";

    private final DataSource dataSource;
    private final EventFormat format;

    public Outbox(DataSource dataSource, EventFormat format) {
        this.dataSource = dataSource;
        this.format = format;
    }

    /// Adds items of one type to the running transaction, in as few events as the limits allow.
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(String type, Lane lane, Collection<?> items) {
        List<WrittenEvent> events = format.write(type, items);
        if (events.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            append(connection, lane, events);
        } catch (SQLException failed) {
            throw new OutboxFailure("events of type " + type + " could not be stored", failed);
        }
    }

    private static void append(Connection connection, Lane lane, List<WrittenEvent> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement wake = connection.prepareStatement(WAKE)) {
            for (WrittenEvent event : events) {
                insert.setObject(1, event.id());
                insert.setString(2, lane.name());
                insert.setString(3, event.type());
                insert.setBytes(4, event.body());
                insert.addBatch();
            }
            insert.executeBatch();
            wake.setString(1, lane.name());
            wake.execute();
        }
    }
}
