package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sources, customers and what they do.
public record Customers(Service service) {

    /// @return the write key
    public String addSource(String key, String name) {
        return service.post("/sources", Map.of("key", key, "name", name))
                .path("writeKey")
                .asText();
    }

    /// The suite's id of a customer.
    public Optional<String> id(String externalId) {
        var found = service.get("/customers?externalId=" + URLEncoder.encode(externalId, StandardCharsets.UTF_8));
        return Optional.of(found.path("items").path(0).path("id").asText("")).filter(id -> !id.isEmpty());
    }

    /// Sends messages as an SDK does: `POST /v1/batch`, or `/v1/track` for a single one.
    public void track(String writeKey, List<Map<String, Object>> messages) {
        if (messages.size() == 1) {
            post("/v1/track", writeKey, messages.getFirst());
        } else {
            post("/v1/batch", writeKey, Map.of("batch", messages));
        }
    }

    private JsonNode post(String path, String writeKey, Object body) {
        var basic = Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
        URI uri = service.uri(path);
        return Http.json(HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Http.written(body))));
    }
}
