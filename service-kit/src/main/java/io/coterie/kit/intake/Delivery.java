package io.coterie.kit.intake;

import io.coterie.kit.event.Lane;
import io.smallrye.reactive.messaging.rabbitmq.IncomingRabbitMQMetadata;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message as the broker handed it over.
///
/// @param type the event's type, by which the broker routed it; null where nothing says so
/// @param redelivered whether it was handed over before and not acknowledged, here or by another replica
/// @param messageId the event's id, as the relay wrote it beside the body; null where somebody else published
/// @param headers what the relay wrote beside the body, as [io.coterie.kit.event.WrittenEvent] has it
public record Delivery(
        Lane lane,
        @Nullable String type,
        byte[] body,
        boolean redelivered,
        @Nullable String messageId,
        Map<String, Object> headers) {

    public static Delivery of(Lane lane, byte[] body, IncomingRabbitMQMetadata metadata) {
        return new Delivery(
                lane,
                metadata.getRoutingKey(),
                body,
                metadata.isRedeliver(),
                metadata.getMessageId().orElse(null),
                metadata.getHeaders());
    }

    /// One that is handed over for the first time, with nothing beside the body.
    public static Delivery fresh(Lane lane, byte[] body) {
        return new Delivery(lane, null, body, false, null, Map.of());
    }

    /// A header as text; the broker's own string type is not always Java's.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(Object::toString);
    }
}
