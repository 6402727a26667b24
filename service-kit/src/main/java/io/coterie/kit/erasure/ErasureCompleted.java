package io.coterie.kit.erasure;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A service's receipt, an item of `<service>.erasure-completed.v1`: nothing of the person is left here.
///
/// @param counts what was erased, by kind of row
public record ErasureCompleted(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        UUID erasureId,
        Instant completedAt,
        Map<String, Long> counts) {

    /// The receipt of one erasure is the same item, however often it is sent.
    public static ErasureCompleted of(String service, Erasure erasure, Instant completedAt, Map<String, Long> counts) {
        Origin origin = Origin.first(erasure.id()).causes(erasure.id());
        return new ErasureCompleted(
                Ids.derived("erasure-completed", service, erasure.id()),
                origin.causationId(),
                origin.correlationId(),
                origin.hops(),
                erasure.customerId(),
                erasure.id(),
                completedAt,
                counts);
    }
}
