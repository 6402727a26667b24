package io.coterie.kit.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;

/// Takes out of a stored message what is about erased persons: items of an event or of a list. Bytes that name one
/// and cannot be read go as a whole.
public final class Redaction {
    private final ObjectMapper json;
    private final Predicate<String> names;

    /// @param names whether a text, which may be JSON, names the person
    public Redaction(ObjectMapper json, Predicate<String> names) {
        this.json = json;
        this.names = names;
    }

    /// Of customers by their ids.
    public static Redaction of(ObjectMapper json, Collection<UUID> customers) {
        List<String> ids = customers.stream().map(UUID::toString).toList();
        return new Redaction(json, text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            return ids.stream().anyMatch(lower::contains);
        });
    }

    /// What becomes of a message.
    public sealed interface Outcome {
        /// It names nobody of them.
        record Kept() implements Outcome {}

        record Rewritten(byte[] body, int items) implements Outcome {}

        record Dropped(int items) implements Outcome {}
    }

    public Outcome of(byte[] body) {
        if (!names.test(new String(body, StandardCharsets.UTF_8))) {
            return new Outcome.Kept();
        }
        try {
            JsonNode message = json.readTree(body);
            JsonNode items = message.isArray() ? message : message.path("data").path("items");
            return items instanceof ArrayNode list ? without(message, list) : new Outcome.Dropped(1);
        } catch (IOException unreadable) {
            return new Outcome.Dropped(1);
        }
    }

    private Outcome without(JsonNode message, ArrayNode items) throws IOException {
        List<JsonNode> others = new ArrayList<>();
        items.forEach(item -> {
            if (!names.test(item.toString())) {
                others.add(item);
            }
        });
        int taken = items.size() - others.size();
        items.removeAll().addAll(others);
        return others.isEmpty() || names.test(message.toString())
                ? new Outcome.Dropped(Math.max(taken, 1))
                : new Outcome.Rewritten(json.writeValueAsBytes(message), taken);
    }
}
