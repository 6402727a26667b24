package io.coterie.campaign.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coterie.testkit.MovableClockResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A stand-in for the one endpoint of segment-service that is called: `GET /segments/{key}/members`. It wants a bearer
/// token, pins the instant, gives a total with the first page, and can fail after a number of pages.
public final class SegmentStandIn implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, List<UUID>> MEMBERS = new ConcurrentHashMap<>();
    private static final List<String> QUERIES = new CopyOnWriteArrayList<>();
    private static volatile int failAtCall = -1;
    private static volatile int pretendMore;
    private @Nullable HttpServer server;

    public static void has(String segment, List<UUID> members) {
        MEMBERS.put(segment, members);
        QUERIES.clear();
        failAtCall = -1;
        pretendMore = 0;
    }

    /// The n-th call for a known segment from now on, counted from 0, is answered 503.
    public static void failAtCall(int number) {
        failAtCall = number;
    }

    /// Announce more members than there are.
    public static void pretendMore(int more) {
        pretendMore = more;
    }

    public static List<String> queries() {
        return List.copyOf(QUERIES);
    }

    @Override
    public Map<String, String> start() {
        try {
            HttpServer open = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            open.createContext("/segments/", SegmentStandIn::answer);
            open.start();
            server = open;
            return Map.of(
                    "quarkus.rest-client.segment-service.url",
                    "http://127.0.0.1:" + open.getAddress().getPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().split("/", -1)[2];
        String query = exchange.getRequestURI().getQuery();
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        boolean known = MEMBERS.containsKey(key);
        int call = QUERIES.size();
        if (known) {
            QUERIES.add(query);
        }
        if (bearer == null || !bearer.startsWith("Bearer ")) {
            reply(exchange, 401, "{}");
        } else if (!known) {
            reply(exchange, 404, "{}");
        } else if (call == failAtCall) {
            reply(exchange, 503, "{}");
        } else {
            reply(exchange, 200, page(Objects.requireNonNull(MEMBERS.get(key)), parameters(query)));
        }
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String page(List<UUID> members, Map<String, String> asked) {
        int from = Integer.parseInt(asked.getOrDefault("after", "0"));
        int to = Math.min(from + Integer.parseInt(asked.get("limit")), members.size());
        String asOf = asked.getOrDefault(
                "asOf", MovableClockResource.clock().instant().toString());
        String items = IntStream.range(from, to)
                .mapToObj(i -> "{\"customerId\":\"%s\",\"externalId\":\"c-%d\",\"since\":\"%s\"}"
                        .formatted(members.get(i), i, Instant.EPOCH))
                .collect(Collectors.joining(","));
        String next = to < members.size() ? "\"" + to + "\"" : "null";
        String total = from == 0 ? ",\"total\":" + (members.size() + pretendMore) : "";
        return "{\"items\":[" + items + "],\"next\":" + next + ",\"asOf\":\"" + asOf + "\"" + total + "}";
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
