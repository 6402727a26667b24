package io.coterie.customer.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.identity.Who;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.text.LooseTime;
import io.coterie.customer.text.Refused;
import io.coterie.customer.text.Storable;
import io.coterie.customer.text.Words;
import io.coterie.kit.event.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One `identify` or `track` message of the Segment spec, made a fact. Unknown fields are ignored.
final class Item {
    static final int MOST_BYTES = 32 * 1024;

    private final ObjectNode json;
    private final Call call;

    private Item(ObjectNode json, Call call) {
        this.json = json;
        this.call = call;
    }

    /// @throws Refused when the message lacks something or has something that cannot be taken
    static Fact fact(UUID sourceId, JsonNode message, Call call) {
        if (!(message instanceof ObjectNode json)) {
            throw new Refused("item", "a JSON object");
        }
        if (json.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new Refused("item", "at most " + MOST_BYTES + " bytes");
        }
        return new Item(json, call).fact(sourceId);
    }

    private Fact fact(UUID sourceId) {
        String messageId = Words.optional("messageId", json.path("messageId"));
        UUID id = messageId == null ? Ids.next() : Ids.derived("message", sourceId, messageId);
        return switch (Words.required("type", json.path("type"))) {
            case "track" -> behaved(id);
            case "identify" -> identified(id);
            default -> throw new Refused("type", "identify or track");
        };
    }

    private Fact behaved(UUID id) {
        String event = Words.required("event", json.path("event"));
        return new Fact.Behaved(id, who(null), event, occurredAt(), objectOrEmpty("properties"), context());
    }

    private Fact identified(UUID id) {
        ObjectNode traits = objectOrEmpty("traits").deepCopy();
        JsonNode email = traits.remove("email");
        boolean forgets = email != null && email.isNull();
        String address = email == null || forgets ? null : Words.optional("traits.email", email);
        return new Fact.Identified(
                id,
                who(address == null ? null : Words.email("traits.email", address)),
                occurredAt(),
                traits,
                forgets,
                List.of());
    }

    private Who who(@Nullable String email) {
        String userId = Words.optional("userId", json.path("userId"));
        String anonymousId = Words.optional("anonymousId", json.path("anonymousId"));
        if (userId == null && anonymousId == null) {
            throw new Refused("userId", "userId or anonymousId");
        }
        return new Who(userId, anonymousId, email);
    }

    private Instant occurredAt() {
        Instant original = time("originalTimestamp");
        if (original == null) {
            original = time("timestamp");
        }
        return original == null ? call.receivedAt() : call.corrected(original, time("sentAt"));
    }

    private @Nullable Instant time(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new Refused(field, "a date or time such as 2026-01-15T10:00:00Z");
        }
        return LooseTime.parse(field, value.textValue());
    }

    private @Nullable ObjectNode context() {
        ObjectNode context = call.merged(json.path("context") instanceof ObjectNode own ? own : null);
        if (context != null) {
            Storable.check("context", context);
        }
        return context;
    }

    private ObjectNode objectOrEmpty(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(value instanceof ObjectNode object)) {
            throw new Refused(field, "a JSON object");
        }
        Storable.check(field, object);
        return object;
    }
}
