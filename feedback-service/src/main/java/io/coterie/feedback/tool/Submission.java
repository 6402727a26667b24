package io.coterie.feedback.tool;

import java.time.Instant;

/// What a readable payload is.
public sealed interface Submission {
    /// An answer. Deliveries with the same `responseId` tell of the same response.
    record Complete(String responseId, Instant occurredAt) implements Submission {}

    /// Kept, but not counted.
    record Ignored(String reason) implements Submission {}
}
