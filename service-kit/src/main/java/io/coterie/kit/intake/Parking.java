package io.coterie.kit.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Keeps what could not be applied, with the reason; counted in the metric `coterie.parked.messages`.
@Singleton
@Startup
class Parking {
    private static final String INSERT =
            "INSERT INTO parked_message (id, lane, event_id, type, error, body) VALUES (?, ?, ?, ?, ?, ?)";
    private static final int LONGEST_ERROR = 2_000;

    private final DataSource dataSource;
    private final ObjectMapper json;

    Parking(DataSource dataSource, ObjectMapper json, MeterRegistry metrics) {
        this.dataSource = dataSource;
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
        String text = String.valueOf(error);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, Ids.next());
            insert.setString(2, lane.name());
            insert.setObject(3, eventId);
            insert.setString(4, type);
            insert.setString(5, text.substring(0, Math.min(text.length(), LONGEST_ERROR)));
            insert.setBytes(6, body);
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IntakeFailure("a message could not be parked", failed);
        }
    }

    /// NaN while the database is away: no number is better than a wrong one.
    private double count() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM parked_message");
                ResultSet row = count.executeQuery()) {
            return row.next() ? row.getLong(1) : Double.NaN;
        } catch (SQLException away) {
            return Double.NaN;
        }
    }
}
