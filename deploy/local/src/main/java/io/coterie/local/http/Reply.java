package io.coterie.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What the client gets. Nothing is cached, sniffed or framed by others.
public record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    public static Reply json(int status, Object value) {
        try {
            return of(status, "application/json", LocalHttp.JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new IllegalStateException("cannot write the answer as JSON", e);
        }
    }

    public static Reply of(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), body);
    }

    public static Reply of(String type, String body) {
        return of(200, type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /// RFC 9457.
    public static Reply problem(int status, String detail) {
        return json(status, Map.of("status", status, "detail", detail))
                .with("Content-Type", "application/problem+json");
    }

    public static Reply notFound(Request request) {
        return problem(404, "nothing answers " + request.method() + " " + request.path());
    }

    public Reply with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    void send(HttpExchange exchange) throws IOException {
        ALWAYS.forEach(exchange.getResponseHeaders()::set);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
