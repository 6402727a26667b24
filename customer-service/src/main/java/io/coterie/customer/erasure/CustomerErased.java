package io.coterie.customer.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An item of `customer.erased.v1`. Its id is that of the erasure.
record CustomerErased(
        UUID id,
        UUID causationId,
        UUID correlationId,
        int hops,
        UUID customerId,
        List<UUID> customerIds,
        Instant erasedAt,
        List<String> identityHashes) {
    static final String TYPE = Erasure.TYPE;

    static CustomerErased of(Erasure erasure) {
        Origin origin = Origin.first(erasure.id());
        return new CustomerErased(
                erasure.id(),
                origin.causationId(),
                origin.correlationId(),
                origin.hops(),
                erasure.customerId(),
                erasure.customerIds(),
                erasure.erasedAt(),
                erasure.identityHashes());
    }
}
