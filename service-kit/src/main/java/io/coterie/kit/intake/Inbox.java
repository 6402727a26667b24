package io.coterie.kit.intake;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Remembers which events have had their effect.
@Singleton
class Inbox {
    private static final String CLAIM = "INSERT INTO inbox (event_id) VALUES (?) ON CONFLICT DO NOTHING";

    private final Database database;

    Inbox(Database database) {
        this.database = database.failingWith("the inbox could not be written");
    }

    /// Whether this event is new; from the commit of the running transaction on it is not.
    boolean firstSight(UUID eventId) {
        return database.update(CLAIM, eventId) == 1;
    }
}
