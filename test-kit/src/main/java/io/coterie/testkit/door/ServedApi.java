package io.coterie.testkit.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A running service as its OpenAPI document describes it.
final class ServedApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /// Without the offer of HTTP/2, whose upgrade fails now and then.
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final JsonNode document;
    private final JsonNode paths;

    ServedApi(URI base) {
        this.base = base;
        this.document = read();
        this.paths = document.path("paths");
    }

    JsonNode document() {
        return document;
    }

    /// Every endpoint, in the order of its name.
    Set<String> operations() {
        return described().keySet();
    }

    /// What the document says of every endpoint, in the order of its name.
    SortedMap<String, JsonNode> described() {
        SortedMap<String, JsonNode> described = new TreeMap<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(each -> {
                    if (METHODS.contains(each.getKey())) {
                        var operation = new Operation(each.getKey().toUpperCase(Locale.ROOT), path.getKey());
                        described.put(operation.toString(), each.getValue());
                    }
                }));
        return described;
    }

    /// The endpoints that read a JSON body.
    List<Operation> withJsonBody() {
        List<Operation> operations = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().path("requestBody").path("content").has("application/json")) {
                        operations.add(new Operation(operation.getKey().toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return operations;
    }

    /// What the endpoint reads, JSON where it does not say.
    String contentType(Operation operation) {
        JsonNode content = paths.path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("requestBody")
                .path("content");
        if (content.has("multipart/form-data")) {
            return "multipart/form-data; boundary=none";
        }
        return content.isEmpty() || content.has("application/json")
                ? "application/json"
                : content.fieldNames().next();
    }

    private JsonNode read() {
        try {
            return JSON.readTree(
                    send("GET", "/q/openapi?format=json", null, null, null).body());
        } catch (IOException broken) {
            throw new UncheckedIOException("the OpenAPI document cannot be read", broken);
        }
    }

    HttpResponse<String> send(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String contentType,
            byte @Nullable [] body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(1))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(method + " " + path, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
