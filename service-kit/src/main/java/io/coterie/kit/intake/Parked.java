package io.coterie.kit.intake;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.log.FaultText;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What could not be applied, and why.
///
/// @param body the message as it came, or a JSON list of some of its event's items
/// @param fingerprint the same whenever the same thing fails, so that it is parked once; null where bytes have no id
public record Parked(
        Lane lane,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String source,
        String error,
        byte[] body,
        @Nullable UUID fingerprint) {
    private static final int LONGEST_ERROR = 2_000;
    private static final int LONGEST_NAME = 200;

    public Parked {
        type = type == null ? null : storable(type, LONGEST_NAME);
        source = source == null ? null : storable(source, LONGEST_NAME);
        error = storable(error, LONGEST_ERROR);
    }

    /// A message whose body cannot be read. The id is the one beside the body, where there is one.
    static Parked bytes(Taken taken, String error) {
        Delivery delivery = taken.delivery();
        UUID id = taken.messageId().orElse(null);
        UUID fingerprint = id == null ? null : Ids.derived("parked message", id);
        return new Parked(delivery.lane(), id, null, null, error, delivery.body(), fingerprint);
    }

    /// A message as a whole, as it came.
    static Parked whole(Taken taken, ReceivedEvent event, String error) {
        Delivery delivery = taken.delivery();
        UUID fingerprint = Ids.derived("parked message", event.id());
        return new Parked(
                delivery.lane(), event.id(), event.type(), event.source(), error, delivery.body(), fingerprint);
    }

    /// Some items of an event.
    public static Parked items(Lane lane, ReceivedEvent part, Throwable error, byte[] items) {
        UUID fingerprint = Ids.derived("parked items", part.id(), new String(items, StandardCharsets.UTF_8));
        return new Parked(lane, part.id(), part.type(), part.source(), FaultText.of(error), items, fingerprint);
    }

    /// No database column takes NUL, and none should hold a novel.
    private static String storable(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest)).replace('\0', ' ');
    }
}
