package io.coterie.customer.source;

import io.coterie.customer.text.Refused;
import io.coterie.kit.event.Ids;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An item of a source that was refused, or taken but for a part, and why. It holds nothing of the item's content.
public record Rejection(
        UUID id, Instant receivedAt, @Nullable String messageId, String reason) {
    private static final int LONGEST_REASON = 500;

    /// The same refusal of the same message is the same rejection, however often the client sends it.
    public static Rejection of(UUID sourceId, Instant receivedAt, @Nullable String messageId, String reason) {
        UUID id = messageId == null ? Ids.next() : Ids.derived("rejection", sourceId, messageId, reason);
        String brief = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        return new Rejection(id, receivedAt, messageId, brief);
    }

    String cursor() {
        return receivedAt + "_" + id;
    }

    record Place(Instant receivedAt, UUID id) {
        static Place of(String cursor) {
            try {
                String[] parts = cursor.split("_", 2);
                return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException broken) {
                throw new Refused("after", "the value of next");
            }
        }
    }
}
