package io.coterie.bench.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.bench.report.Measure;
import io.coterie.bench.report.Percentiles;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Suite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Purchases at `/v1/batch`, 100 a batch, from several connections; then single ones, whose way to the membership is
/// timed by what the services themselves recorded.
record Ingest(Suite suite, Shop shop, int batches, int connections) {
    static final int FACTS_A_BATCH = 100;
    private static final int SINGLE = 100;
    private static final int WARM_UP = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// The rate of acceptance first.
    List<Measure> run() throws InterruptedException, ExecutionException {
        send(0, WARM_UP);
        settle((long) WARM_UP * FACTS_A_BATCH);
        long begun = System.nanoTime();
        send(WARM_UP, batches);
        double accepted = seconds(begun);
        settle((long) (WARM_UP + batches) * FACTS_A_BATCH);
        double settled = seconds(begun);
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.perSecond("ingest", (long) batches * FACTS_A_BATCH, accepted));
        measures.add(Measure.perSecond("ingest to committed membership", (long) batches * FACTS_A_BATCH, settled));
        measures.addAll(new Percentiles(lags()).measures("fact recorded to membership recorded, one at a time"));
        return measures;
    }

    /// Every fact is of a customer of its own: the dearest case, a new profile and a new membership each.
    private void send(int from, int count) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger(from);
        try (var senders = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(senders.submit(() -> {
                    for (int batch = next.getAndIncrement(); batch < from + count; batch = next.getAndIncrement()) {
                        suite.customers().track(shop.writeKey(), purchases(batch));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private List<Map<String, Object>> purchases(int batch) {
        return IntStream.range(0, FACTS_A_BATCH)
                .mapToObj(i -> purchase(shop.run() + "-" + (batch * FACTS_A_BATCH + i)))
                .toList();
    }

    private static Map<String, Object> purchase(String customer) {
        return Map.of(
                "type",
                "track",
                "messageId",
                customer,
                "userId",
                customer,
                "event",
                "Order Completed",
                "properties",
                Map.of("total", 42.5, "currency", "EUR"));
    }

    private void settle(long members) {
        long found =
                Await.until(PATIENCE, () -> suite.segments().memberCount(shop.buyers()), count -> count >= members);
        if (found != members) {
            throw new IllegalStateException("members: " + found + ", expected " + members);
        }
    }

    private List<Double> lags() {
        List<Double> lags = new ArrayList<>();
        for (int i = 0; i < SINGLE; i++) {
            String customer = shop.run() + "-single-" + i;
            suite.customers().track(shop.writeKey(), List.of(purchase(customer)));
            lags.add(lag(suite.customers().id(customer).orElseThrow()));
        }
        return lags;
    }

    private double lag(String customer) {
        JsonNode change = Await.soon(
                        PATIENCE,
                        () -> suite.segments().changes(shop.buyers(), customer),
                        changes -> !changes.isEmpty())
                .getFirst();
        JsonNode fact = suite.customers()
                .service()
                .get("/customers/" + customer + "/timeline")
                .path("items")
                .path(0);
        return Duration.between(instant(fact), instant(change)).toNanos() / 1e6;
    }

    private static Instant instant(JsonNode recorded) {
        return Instant.parse(recorded.path("recordedAt").asText());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
