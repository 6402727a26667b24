package io.coterie.customer.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.erasure.ErasureCompleted;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What the services acknowledged; the first receipt of each counts.
@Singleton
public class Receipts {
    private static final String TYPE_END = ".erasure-completed.v1";
    private static final String KEEP = """
            INSERT INTO erasure_receipt (erasure_id, service, completed_at, counts) VALUES (?, ?, ?, ?::jsonb)
            ON CONFLICT DO NOTHING
            """;
    private static final String OF =
            "SELECT service, completed_at, counts FROM erasure_receipt WHERE erasure_id = ? ORDER BY service";

    private final Database database;
    private final ObjectMapper json;

    Receipts(Database database, ObjectMapper json) {
        this.database = database.failingWith("receipts of erasures could not be read or stored");
        this.json = json;
    }

    /// What one service erased, by kind of row.
    record Receipt(Instant completedAt, Map<String, Long> counts) {}

    public static boolean isReceipt(String eventType) {
        return eventType.endsWith(TYPE_END);
    }

    public void apply(ReceivedEvent event) {
        String service = event.type().substring(0, event.type().length() - TYPE_END.length());
        event.items().forEach(item -> keep(service, read(item)));
    }

    ErasureCompleted read(JsonNode item) {
        try {
            return json.treeToValue(item, ErasureCompleted.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("an item is no receipt of an erasure");
        }
    }

    void keep(String service, ErasureCompleted receipt) {
        database.update(
                KEEP,
                receipt.erasureId(),
                service,
                receipt.completedAt(),
                json.valueToTree(receipt.counts()).toString());
    }

    Map<String, Receipt> of(UUID erasureId) {
        Map<String, Receipt> receipts = new TreeMap<>();
        database.query(
                OF,
                row -> receipts.put(
                        row.getString("service"),
                        new Receipt(Database.instant(row, "completed_at"), counts(row.getString("counts")))),
                erasureId);
        return receipts;
    }

    private Map<String, Long> counts(String stored) {
        try {
            return json.readerForMapOf(Long.class).readValue(stored);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored counts are no JSON", impossible);
        }
    }
}
