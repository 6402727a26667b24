package io.coterie.local.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a client asks.
public record Request(HttpExchange exchange) {
    private static final int LARGEST_BODY = 64 * 1024;

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(form(exchange.getRequestURI().getRawQuery()).get(name));
    }

    /// A whole number within bounds, or the default where it is absent.
    public int number(String name, int otherwise, int least, int most) {
        var text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("\\d{1,9}")) {
            var number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "%s is '%s', expected a number from %d to %d".formatted(name, text.get(), least, most));
    }

    /// The body as JSON. Its content type must say so: a form on a foreign page cannot.
    public JsonNode json() throws IOException {
        if (!header("Content-Type").orElse("").startsWith("application/json")) {
            throw new IllegalArgumentException("Content-Type is not application/json");
        }
        try {
            return LocalHttp.JSON.readTree(body());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public Map<String, String> form() throws IOException {
        return form(body());
    }

    String hostName() {
        return header("Host").orElse("").replaceFirst(":\\d+$", "");
    }

    private String body() throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new IllegalArgumentException("the body is larger than " + LARGEST_BODY + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(String encoded) {
        var fields = new HashMap<String, String>();
        for (var pair : (encoded == null ? "" : encoded).split("&", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
