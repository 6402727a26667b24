package io.coterie.customer.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The append-only journal of behaviours, with the events that tell of them.
@Singleton
public class Journal {
    private static final String INSERT = """
            INSERT INTO behaviour
                (bucket, customer_id, occurred_at, id, event, recorded_at, source, historical, properties, context)
            SELECT b, c, o, i, e, r, s, h, p::jsonb, x::jsonb
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS t(b, c, o, i, e, r, s, h, p, x)
            """;
    private static final String TIMELINE = """
            SELECT * FROM behaviour
            WHERE bucket = ? AND customer_id = ? AND (occurred_at, id) < (?, ?)
            ORDER BY occurred_at DESC, id DESC LIMIT ?
            """;

    private final Database database;
    private final Outbox outbox;
    private final ObjectMapper json;

    public Journal(Database database, Outbox outbox, ObjectMapper json) {
        this.database = database;
        this.outbox = outbox;
        this.json = json;
    }

    /// All of one call are historical, or none.
    public void append(List<Behaviour> rows, boolean historical) {
        if (rows.isEmpty()) {
            return;
        }
        database.update(
                INSERT,
                rows.stream().map(row -> Bucket.of(row.customerId())).toArray(Integer[]::new),
                rows.stream().map(Behaviour::customerId).toArray(UUID[]::new),
                rows.stream().map(Behaviour::occurredAt).toArray(Instant[]::new),
                rows.stream().map(Behaviour::id).toArray(UUID[]::new),
                rows.stream().map(Behaviour::event).toArray(String[]::new),
                rows.stream().map(Behaviour::recordedAt).toArray(Instant[]::new),
                rows.stream().map(Behaviour::source).toArray(String[]::new),
                rows.stream().map(Behaviour::historical).toArray(Boolean[]::new),
                rows.stream().map(row -> text(row.properties())).toArray(String[]::new),
                rows.stream().map(row -> text(row.context())).toArray(String[]::new));
        outbox.append(
                BehaviourRecorded.TYPE,
                Lane.of(historical),
                rows.stream()
                        .map(row -> BehaviourRecorded.of(row, Origin.first(row.id())))
                        .toList());
    }

    /// Newest first, strictly before the given place.
    List<Behaviour> before(UUID customerId, Instant occurredAt, UUID id, int limit) {
        return database.query(TIMELINE, this::behaviour, Bucket.of(customerId), customerId, occurredAt, id, limit);
    }

    Behaviour behaviour(ResultSet row) throws SQLException {
        return new Behaviour(
                Database.uuid(row, "id"),
                Database.uuid(row, "customer_id"),
                row.getString("event"),
                Database.instant(row, "occurred_at"),
                Database.instant(row, "recorded_at"),
                row.getString("source"),
                row.getBoolean("historical"),
                object(row.getString("properties")),
                row.getString("context") == null ? null : object(row.getString("context")));
    }

    private @Nullable String text(@Nullable ObjectNode object) {
        try {
            return object == null ? null : json.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    private ObjectNode object(String text) {
        try {
            return json.readValue(text, ObjectNode.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored JSON is no object", impossible);
        }
    }
}
