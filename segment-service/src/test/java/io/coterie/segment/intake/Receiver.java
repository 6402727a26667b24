package io.coterie.segment.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coterie.kit.event.JsonSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A receiver as the guide describes it: verifies signatures, drops what it has seen, and keeps a set.
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Fault> faults = new LinkedBlockingQueue<>();
    private final AtomicInteger goodCalls = new AtomicInteger(Integer.MAX_VALUE);
    private final Set<UUID> members = new HashSet<>();
    private final Set<UUID> ofSnapshot = new HashSet<>();
    private long seen;

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final List<JsonNode> taken = new CopyOnWriteArrayList<>();

    /// What a call came with.
    record Call(String id, String timestamp, String body, List<String> signatures) {
        /// Whether the call is signed with a secret.
        boolean isSignedWith(String secret) {
            return signatures.contains("v1," + hmac(secret, id + "." + timestamp + "." + body));
        }
    }

    /// What goes wrong with one call.
    interface Fault {
        /// Whether the message is processed all the same.
        boolean strike(HttpExchange call) throws Exception;
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?account=7";
    }

    synchronized Set<UUID> members() {
        return Set.copyOf(members);
    }

    void next(Fault fault) {
        faults.add(fault);
    }

    /// Takes so many calls more and then fails, until it is healed.
    void failAfter(int calls) {
        goodCalls.set(calls);
    }

    void heal() {
        goodCalls.set(Integer.MAX_VALUE);
    }

    boolean faultsAreOver() {
        return faults.isEmpty();
    }

    static Fault status(int code) {
        return call -> {
            call.sendResponseHeaders(code, -1);
            return false;
        };
    }

    /// The sender's patience ends before the receiver is done, which it is in the end.
    static Fault late(Duration patience) {
        return call -> {
            Thread.sleep(patience);
            return true;
        };
    }

    /// The connection breaks when all is done.
    static Fault brokenAfterwards() {
        return call -> true;
    }

    private void handle(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        note(call, body);
        Fault fault = goodCalls.getAndUpdate(left -> Math.max(0, left - 1)) == 0 ? status(500) : faults.poll();
        try (call) {
            if (fault == null) {
                process(body);
                call.sendResponseHeaders(204, -1);
            } else if (fault.strike(call)) {
                process(body);
            }
        } catch (Exception broken) {
            throw new IOException(broken);
        }
    }

    private void note(HttpExchange call, String body) {
        Headers headers = call.getRequestHeaders();
        calls.add(new Call(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                body,
                List.of(headers.getFirst("webhook-signature").split(" "))));
    }

    private static String hmac(String secret, String signed) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized void process(String body) throws IOException {
        JsonNode message = JsonSettings.mapper().readTree(body);
        JsonNode data = message.get("data");
        if (data.get("sequence").asLong() <= seen) {
            return;
        }
        seen = data.get("sequence").asLong();
        taken.add(message);
        switch (message.get("type").asText()) {
            case "audience.snapshot.begun" -> ofSnapshot.clear();
            case "audience.snapshot.page" -> data.get("items").forEach(item -> ofSnapshot.add(customer(item)));
            case "audience.snapshot.ended" -> {
                members.clear();
                members.addAll(ofSnapshot);
            }
            case "audience.changed" -> data.get("items").forEach(this::apply);
            default -> throw new IOException("a message of no known type");
        }
    }

    private void apply(JsonNode item) {
        if (item.get("change").asText().equals("entered")) {
            members.add(customer(item));
        } else {
            members.remove(customer(item));
        }
    }

    private static UUID customer(JsonNode item) {
        return UUID.fromString(item.get("customerId").asText());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
