package io.coterie.kit.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Writes and reads events: CloudEvents 1.0 in structured JSON, `{"specversion", "id", "source", "type", "time",
/// "datacontenttype", "data": {"items": [...]}}`.
@Singleton
public class EventFormat {
    public static final String CONTENT_TYPE = "application/cloudevents+json";
    public static final int MOST_ITEMS = 500;
    public static final int MOST_BYTES = 256 * 1024;
    /// What is larger is not even looked into.
    private static final int MOST_BYTES_READ = 4 * 1024 * 1024;
    /// Room for the envelope around the items.
    private static final int ENVELOPE_BYTES = 512;

    private final ObjectMapper json;
    private final Clock clock;
    private final String source;

    public EventFormat(
            ObjectMapper json, Clock clock, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.json = json;
        this.clock = clock;
        this.source = "/" + service;
    }

    /// As many events as the limits of 500 items and 256 KB ask for, in the order of the items.
    public List<WrittenEvent> write(String type, Collection<?> items) {
        List<WrittenEvent> events = new ArrayList<>();
        List<JsonNode> batch = new ArrayList<>();
        int bytes = ENVELOPE_BYTES;
        for (Object item : items) {
            JsonNode node = json.valueToTree(item);
            int size = node.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (!batch.isEmpty() && (batch.size() == MOST_ITEMS || bytes + size > MOST_BYTES)) {
                events.add(envelope(type, batch));
                batch.clear();
                bytes = ENVELOPE_BYTES;
            }
            batch.add(node);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            events.add(envelope(type, batch));
        }
        return events;
    }

    private WrittenEvent envelope(String type, List<JsonNode> items) {
        UUID id = Ids.next();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", source)
                .put("type", type)
                .put("time", clock.instant().toString())
                .put("datacontenttype", "application/json");
        event.putObject("data").putArray("items").addAll(items);
        try {
            return WrittenEvent.of(id, type, json.writeValueAsBytes(event));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    /// @throws UnreadableEvent when the bytes are no JSON or lack what an envelope has
    public ReceivedEvent read(byte[] body) throws UnreadableEvent {
        JsonNode event = parse(body);
        if (!"1.0".equals(event.path("specversion").asText())) {
            throw new UnreadableEvent("specversion: expected 1.0");
        }
        JsonNode items = event.path("data").path("items");
        if (!items.isArray()) {
            throw new UnreadableEvent("data.items: expected a list");
        }
        if (!event.path("type").isTextual()) {
            throw new UnreadableEvent("type: expected a string");
        }
        List<JsonNode> list = new ArrayList<>(items.size());
        items.forEach(list::add);
        return new ReceivedEvent(
                idOf(event), event.get("type").asText(), event.path("source").asText(), list);
    }

    /// The items alone, as a JSON list.
    public byte[] writeItems(ReceivedEvent event) {
        try {
            return json.writeValueAsBytes(event.items());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }

    /// An event whose items were kept as a JSON list.
    public ReceivedEvent readItems(UUID id, String type, String source, byte[] items) throws UnreadableEvent {
        JsonNode array = parse(items);
        if (!array.isArray()) {
            throw new UnreadableEvent("items: expected a list");
        }
        List<JsonNode> list = new ArrayList<>(array.size());
        array.forEach(list::add);
        return new ReceivedEvent(id, type, source, list);
    }

    private JsonNode parse(byte[] body) throws UnreadableEvent {
        if (body.length > MOST_BYTES_READ) {
            throw new UnreadableEvent("body: expected at most " + MOST_BYTES_READ + " bytes");
        }
        try {
            return json.readTree(body);
        } catch (IOException broken) {
            throw new UnreadableEvent("body: expected JSON");
        }
    }

    private static UUID idOf(JsonNode event) throws UnreadableEvent {
        try {
            return UUID.fromString(event.path("id").asText());
        } catch (IllegalArgumentException broken) {
            throw new UnreadableEvent("id: expected a UUID");
        }
    }
}
