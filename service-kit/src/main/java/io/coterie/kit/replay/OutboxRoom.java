package io.coterie.kit.replay;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;

/// Bulk work goes on while the outbox is short. It counts no further than it must.
@Singleton
class OutboxRoom implements BulkPermit {
    private static final int MOST_PENDING = 200;
    private static final String PENDING = "SELECT count(*) FROM (SELECT FROM outbox LIMIT ?) AS few";

    private final Database database;

    OutboxRoom(Database database) {
        this.database = database.failingWith("the outbox could not be counted");
    }

    @Override
    public boolean granted() {
        return database.first(PENDING, row -> row.getInt(1), MOST_PENDING).orElseThrow() < MOST_PENDING;
    }
}
