package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// A running suite.
///
/// @param folder where it keeps its state
public record Suite(
        Customers customers,
        Imports imports,
        Segments segments,
        Campaigns campaigns,
        FeedbackSources feedback,
        Inbox inbox,
        SuiteClock clock,
        Path folder) {

    /// Reads where the suite is from `COTERIE_STATUS` (a JSON file), `COTERIE_TOKEN_URL`, `COTERIE_OPERATOR_SECRET`
    /// and `COTERIE_CLOCK_URL`.
    public static Suite from(Map<String, String> environment) {
        var file = Path.of(required(environment, "COTERIE_STATUS")).toAbsolutePath();
        var status = status(file);
        var token = new Token(
                URI.create(required(environment, "COTERIE_TOKEN_URL")),
                "operator",
                required(environment, "COTERIE_OPERATOR_SECRET"));
        var customer = service(status, "customer", token);
        return new Suite(
                new Customers(customer),
                new Imports(customer),
                new Segments(service(status, "segment", token)),
                new Campaigns(service(status, "campaign", token)),
                new FeedbackSources(service(status, "feedback", token)),
                new Inbox(uri(status, "inbox")),
                SuiteClock.read(URI.create(required(environment, "COTERIE_CLOCK_URL"))),
                Objects.requireNonNull(file.getParent()));
    }

    private static Service service(JsonNode status, String name, Token token) {
        return new Service(uri(status, name), token);
    }

    private static URI uri(JsonNode status, String name) {
        var text = status.path(name).asText("");
        if (text.isEmpty()) {
            throw new IllegalStateException("the status names no " + name + ": is the suite up?");
        }
        return URI.create(text.replaceAll("/$", ""));
    }

    private static JsonNode status(Path file) {
        try {
            return Http.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the suite's status " + file + ": is it up?", e);
        }
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalStateException(name + " is not set; the demo is started by ./coterie demo");
        }
        return value;
    }
}
