package io.coterie.kit.event;

import java.util.Map;
import java.util.UUID;

/// An event ready to be published: its id, its type (which is the routing key) and its JSON in UTF-8.
///
/// @param headers what travels beside the body: numbers and strings that concern the way, not the fact
public record WrittenEvent(UUID id, String type, byte[] body, Map<String, Object> headers) {
    /// Where the event stands in the order in which its service began to write: a long, see `outbox.xid`.
    public static final String POSITION = "position";

    public static WrittenEvent of(UUID id, String type, byte[] body) {
        return new WrittenEvent(id, type, body, Map.of());
    }
}
