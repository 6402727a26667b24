package io.coterie.customer.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.text.LooseTime;
import io.coterie.customer.text.Refused;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the items of one call share.
///
/// @param context merged below each item's own
/// @param sentAt by the client's clock
record Call(@Nullable ObjectNode context, @Nullable Instant sentAt, Instant receivedAt) {
    static Call of(ObjectNode body, Instant receivedAt) {
        return new Call(
                body.path("context") instanceof ObjectNode context ? context : null,
                sentAt(body.path("sentAt")),
                receivedAt);
    }

    /// A client that does not know the time is not corrected; its items are taken all the same.
    private static @Nullable Instant sentAt(JsonNode value) {
        try {
            return value.isTextual() ? LooseTime.parse("sentAt", value.textValue()) : null;
        } catch (Refused unreadable) {
            return null;
        }
    }

    /// When something happened by our clock: `receivedAt - (sentAt - original)`.
    Instant corrected(Instant original, @Nullable Instant itemSentAt) {
        Instant sent = itemSentAt != null ? itemSentAt : sentAt;
        return sent == null
                ? original
                : LooseTime.bounded("timestamp", receivedAt.minus(Duration.between(original, sent)));
    }

    @Nullable
    ObjectNode merged(@Nullable ObjectNode own) {
        if (context == null || own == null) {
            return own == null ? context : own;
        }
        ObjectNode merged = context.deepCopy();
        merged.setAll(own);
        return merged;
    }
}
