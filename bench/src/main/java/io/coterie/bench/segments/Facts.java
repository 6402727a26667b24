package io.coterie.bench.segments;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Messages of a hundred behaviours each, as customer-service publishes them.
final class Facts {
    static final int A_MESSAGE = 100;

    private final Random random = new Random(7);
    private final UUID[] customers;

    Facts(int customers) {
        this.customers = IntStream.range(0, customers).mapToObj(i -> id()).toArray(UUID[]::new);
    }

    UUID[] customers() {
        return customers.clone();
    }

    /// Of customers drawn at random, just now.
    List<byte[]> messages(int count) {
        List<byte[]> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(message(
                    IntStream.range(0, A_MESSAGE).mapToObj(fact -> item()).toList()));
        }
        return messages;
    }

    /// One fact each of so many new customers.
    /// @param at when the fact of a customer occurred
    List<byte[]> each(int count, String event, IntFunction<Instant> at) {
        List<byte[]> messages = new ArrayList<>(count / A_MESSAGE + 1);
        for (int from = 0; from < count; from += A_MESSAGE) {
            messages.add(message(IntStream.range(from, Math.min(from + A_MESSAGE, count))
                    .mapToObj(i -> item(id(), event, at.apply(i)))
                    .toList()));
        }
        return messages;
    }

    private byte[] message(List<String> items) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/bench", "type": "customer.behaviours-recorded.v1",
                 "time": "%s", "datacontenttype": "application/json", "data": {"items": [%s]}}""".formatted(id(), Instant.now(), items.stream().collect(Collectors.joining(",")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String item() {
        String event = random.nextInt(3) == 0 ? "Order Completed" : "Product Viewed";
        return item(customers[random.nextInt(customers.length)], event, Instant.now());
    }

    private String item(UUID customer, String event, Instant at) {
        return """
                {"id": "%1$s", "causationId": "%1$s", "correlationId": "%1$s", "hops": 0, "customerId": "%2$s",
                 "event": "%3$s", "occurredAt": "%4$s", "recordedAt": "%5$s", "source": "bench", "historical": false,
                 "properties": {"total": %6$d.%7$02d, "currency": "EUR"}}""".formatted(id(), customer, event, at, Instant.now(), random.nextInt(100), random.nextInt(100));
    }

    /// A UUIDv7 of now.
    private UUID id() {
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.nextInt() & 0x0fff);
        return new UUID(high, (random.nextLong() >>> 2) | 0x8000000000000000L);
    }
}
