package io.coterie.kit.intake;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;

/// The parking place of a service that keeps its state in PostgreSQL.
@Singleton
class ParkingTable implements Parking {
    private static final String INSERT = """
            INSERT INTO parked_message (id, lane, event_id, type, source, error, body, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING
            """;

    private final Database database;

    ParkingTable(Database database) {
        this.database = database.failingWith("a message could not be parked");
    }

    @Override
    public void park(Parked parked) {
        database.update(
                INSERT,
                Ids.next(),
                parked.lane().name(),
                parked.eventId(),
                parked.type(),
                parked.source(),
                parked.error(),
                parked.body(),
                parked.fingerprint());
    }
}
