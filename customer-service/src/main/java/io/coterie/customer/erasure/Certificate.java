package io.coterie.customer.erasure;

import io.coterie.customer.erasure.Receipts.Receipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far the erasure of a person is, in all services.
///
/// @param state `running`, or `complete` when every service has said that nothing is left
/// @param services what was erased, by service and kind of row
/// @param waitingFor services that have not answered yet
record Certificate(
        UUID id,
        UUID customerId,
        String state,
        Instant requestedAt,
        @Nullable Instant completedAt,
        Map<String, Receipt> services,
        List<String> waitingFor) {
    private static final List<String> SERVICES = List.of("customer", "segment", "campaign", "feedback");

    static Certificate of(UUID id, UUID customer, Instant requestedAt, Map<String, Receipt> receipts) {
        List<String> missing = SERVICES.stream()
                .filter(service -> !receipts.containsKey(service))
                .toList();
        Instant last = receipts.values().stream()
                .map(Receipt::completedAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return missing.isEmpty()
                ? new Certificate(id, customer, "complete", requestedAt, last, receipts, missing)
                : new Certificate(id, customer, "running", requestedAt, null, receipts, missing);
    }
}
