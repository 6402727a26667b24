package io.coterie.kit.intake;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;

/// The inbox of a service that keeps its state in PostgreSQL. The id is claimed first: of two copies that come at the
/// same time the second waits for the first one's commit, and then does nothing.
@Singleton
class InboxTable implements Inbox {
    private static final String CLAIM =
            "INSERT INTO inbox (event_id, type, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final Database database;

    InboxTable(Database database) {
        this.database = database.failingWith("the inbox could not be written");
    }

    @Override
    public void once(Receipt receipt, Runnable steps) {
        Long position = receipt.position().orElse(null);
        String type = position == null ? null : receipt.delivery().type();
        if (database.update(CLAIM, receipt.eventId(), type, position) == 1) {
            steps.run();
        }
    }
}
