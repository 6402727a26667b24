package io.coterie.feedback.replay;

import io.coterie.kit.replay.Replay;
import java.time.Instant;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// A replay and who works on it.
///
/// @param attempts how often it was leased since its last slice
/// @param leasedUntil on the machine's clock
public record ReplayDocument(
        @BsonId UUID id,
        Replay replay,
        int attempts,
        @Nullable UUID holder,
        Instant leasedUntil) {}
