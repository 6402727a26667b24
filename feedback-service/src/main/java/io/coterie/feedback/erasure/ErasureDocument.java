package io.coterie.feedback.erasure;

import io.coterie.feedback.response.PendingEvent;
import io.coterie.kit.erasure.Erasure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// An erasure and how far it is here.
///
/// @param counts what was erased, by kind of document
/// @param due before this nobody else works on it: a lease, on the machine's clock
/// @param pending the receipt, until the broker has it
public record ErasureDocument(
        @BsonId UUID id,
        UUID customer,
        List<UUID> customers,
        List<String> hashes,
        Instant erasedAt,
        Map<String, Long> counts,
        Instant due,
        @Nullable Instant finishedAt,
        List<PendingEvent> pending) {

    static ErasureDocument begun(Erasure erasure) {
        return new ErasureDocument(
                erasure.id(),
                erasure.customerId(),
                erasure.customerIds(),
                erasure.identityHashes(),
                erasure.erasedAt(),
                Map.of(),
                Instant.EPOCH,
                null,
                List.of());
    }

    Erasure erasure() {
        return new Erasure(id, customer, customers, erasedAt, hashes);
    }
}
