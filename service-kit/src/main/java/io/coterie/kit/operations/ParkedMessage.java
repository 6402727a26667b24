package io.coterie.kit.operations;

import io.coterie.kit.event.Lane;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A parked message without its body.
///
/// @param eventId null where the bytes were no event and had no id beside them
/// @param bytes the size of the body, 0 once it is settled
/// @param settledAt when it was replayed or discarded
/// @param reason why it was discarded, in the operator's words
public record ParkedMessage(
        UUID id,
        Instant parkedAt,
        Lane lane,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String source,
        String error,
        int bytes,
        ParkedState state,
        @Nullable Instant settledAt,
        @Nullable String reason) {}
