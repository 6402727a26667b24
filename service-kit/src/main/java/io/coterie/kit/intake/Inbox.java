package io.coterie.kit.intake;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/// Remembers which events have had their effect.
@Singleton
class Inbox {
    private static final String CLAIM = "INSERT INTO inbox (event_id) VALUES (?) ON CONFLICT DO NOTHING";

    private final DataSource dataSource;

    Inbox(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Whether this event is new; from the commit of the running transaction on it is not.
    boolean firstSight(UUID eventId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, eventId);
            return claim.executeUpdate() == 1;
        } catch (SQLException failed) {
            throw new IntakeFailure("the inbox could not be written", failed);
        }
    }
}
