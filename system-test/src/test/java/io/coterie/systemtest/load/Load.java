package io.coterie.systemtest.load;

import io.coterie.systemtest.suite.Http;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/// Clients that tell facts of a shop's customers all the time, each one call after the other, and resend what was not
/// acknowledged. Now and then they send again what was, too.
public final class Load implements AutoCloseable {
    private static final int LANES = 4;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(150);

    private final Suite suite;
    private final Shop shop;
    private final Webhook webhook;
    private final long seed;
    private final Ledger ledger = new Ledger();
    private final Resender resender = new Resender();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopping;

    public Load(Suite suite, Shop shop, Webhook webhook, long seed) {
        this.suite = suite;
        this.shop = shop;
        this.webhook = webhook;
        this.seed = seed;
    }

    /// Sends until it is stopped.
    public Load start() {
        return run(Integer.MAX_VALUE, BETWEEN_CALLS);
    }

    /// Sends so many calls per client, as fast as they are acknowledged; returns when all were.
    public Ledger sendAll(int steps) {
        run(steps, Duration.ZERO);
        return await();
    }

    /// Returns when everything that was begun is acknowledged.
    public Ledger stop() {
        stopping = true;
        return await();
    }

    public Ledger ledger() {
        return ledger;
    }

    /// What it did, for people.
    public String counts() {
        return "seed %d: %d facts acknowledged by %d calls, sent again %d times without an acknowledgement"
                .formatted(seed, ledger.size(), resender.calls(), resender.resent());
    }

    /// Calls that were not acknowledged at first.
    public long resent() {
        return resender.resent();
    }

    private Load run(int steps, Duration between) {
        for (var lane = 0; lane < LANES; lane++) {
            var client = new Client(lane, new Lane(shop, lane, LANES, seed));
            running.add(clients.submit(() -> client.tellFacts(steps, between)));
            running.add(clients.submit(client::tellAnswers));
        }
        return this;
    }

    /// Answers go their own way: a service that is away does not keep the other from hearing.
    private final class Client {
        private static final Fact.Answer LAST = new Fact.Answer("", 0, 0, Instant.EPOCH);

        private final int number;
        private final Lane lane;
        private final BlockingQueue<Fact.Answer> answers = new LinkedBlockingQueue<>();

        Client(int number, Lane lane) {
            this.number = number;
            this.lane = lane;
        }

        void tellFacts(int steps, Duration between) {
            for (var step = 0; step < steps && !stopping; step++) {
                var facts = lane.next();
                tell(facts);
                if (lane.repeats()) {
                    tell(facts.subList(facts.size() / 2, facts.size()));
                    tell(facts.reversed());
                }
                answers.addAll(lane.answers());
                LockSupport.parkNanos(between.toNanos());
            }
            answers.add(LAST);
        }

        void tellAnswers() {
            try {
                for (var answer = answers.take(); !answer.equals(LAST); answer = answers.take()) {
                    var told = answer;
                    resender.deliver(() -> webhook.call(mine(ServiceName.FEEDBACK), shop, told));
                    ledger.acknowledged(List.of(told));
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private void tell(List<Fact> facts) {
            var body = Http.written(Map.of(
                    "batch", facts.stream().map(fact -> Messages.of(shop, fact)).toList()));
            resender.deliver(
                    () -> HttpRequest.newBuilder(mine(ServiceName.CUSTOMER).resolve("/v1/batch"))
                            .timeout(Http.PATIENCE)
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Basic " + basic())
                            .POST(BodyPublishers.ofString(body))
                            .build());
            ledger.acknowledged(facts);
        }

        /// Each client keeps to one replica.
        private URI mine(ServiceName service) {
            var replicas = suite.replicas(service);
            return replicas.get(number % replicas.size());
        }
    }

    private String basic() {
        return Base64.getEncoder().encodeToString((suite.writeKey() + ":").getBytes(StandardCharsets.UTF_8));
    }

    private Ledger await() {
        try {
            for (var client : running) {
                client.get();
            }
            return ledger;
        } catch (ExecutionException e) {
            throw new AssertionError("the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        clients.shutdownNow();
    }
}
