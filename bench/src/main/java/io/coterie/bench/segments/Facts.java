package io.coterie.bench.segments;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Messages of a hundred behaviours each, of customers drawn at random, as customer-service publishes them.
final class Facts {
    static final int A_MESSAGE = 100;

    private final Random random = new Random(7);
    private final UUID[] customers;

    Facts(int customers) {
        this.customers = IntStream.range(0, customers).mapToObj(i -> id()).toArray(UUID[]::new);
    }

    byte[] message() {
        String items = IntStream.range(0, A_MESSAGE).mapToObj(i -> item()).collect(Collectors.joining(","));
        return """
                {"specversion": "1.0", "id": "%s", "source": "/bench", "type": "customer.behaviours-recorded.v1",
                 "time": "%s", "datacontenttype": "application/json", "data": {"items": [%s]}}""".formatted(id(), Instant.now(), items).getBytes(StandardCharsets.UTF_8);
    }

    private String item() {
        UUID id = id();
        Instant now = Instant.now();
        return """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "event": "%3$s", "occurredAt": "%4$s", "recordedAt": "%4$s", "source": "bench", "historical": false,
                 "properties": {"total": %5$d.%6$02d, "currency": "EUR"}}""".formatted(
                        id,
                        customers[random.nextInt(customers.length)],
                        random.nextInt(3) == 0 ? "Order Completed" : "Product Viewed",
                        now,
                        random.nextInt(100),
                        random.nextInt(100));
    }

    /// A UUIDv7 of now.
    private UUID id() {
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.nextInt() & 0x0fff);
        return new UUID(high, (random.nextLong() >>> 2) | 0x8000000000000000L);
    }
}
