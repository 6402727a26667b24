package io.coterie.kit.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.StoreFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps what could not be applied, with the reason; counted in the metric `coterie.parked.messages`.
@Singleton
@Startup
class Parking {
    private static final String INSERT =
            "INSERT INTO parked_message (id, lane, event_id, type, error, body) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String COUNT = "SELECT count(*) FROM parked_message";
    private static final int LONGEST_ERROR = 2_000;

    private final Database database;
    private final ObjectMapper json;

    Parking(Database database, ObjectMapper json, MeterRegistry metrics) {
        this.database = database.failingWith("a message could not be parked");
        this.json = json;
        Gauge.builder("coterie.parked.messages", this, Parking::count)
                .description("messages or items that could not be applied and wait for an operator")
                .register(metrics);
    }

    void park(Lane lane, UnreadableEvent error, byte[] body) {
        insert(lane, null, null, error, body);
    }

    void park(Lane lane, RuntimeException error, ReceivedEvent part) {
        insert(lane, part.id(), part.type(), error, bytes(part));
    }

    private byte[] bytes(ReceivedEvent part) {
        try {
            return json.writeValueAsBytes(part.items());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    private void insert(Lane lane, @Nullable UUID eventId, @Nullable String type, Exception error, byte[] body) {
        String text = FaultText.of(error);
        String start = text.substring(0, Math.min(text.length(), LONGEST_ERROR));
        database.update(INSERT, Ids.next(), lane.name(), eventId, type, start, body);
    }

    /// NaN while the database is away: no number is better than a wrong one.
    private double count() {
        try {
            return database.first(COUNT, row -> row.getLong(1)).orElseThrow();
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }
}
