package io.coterie.systemtest.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// One service's HTTP, called by an operator.
public record Api(URI base, Supplier<String> token) {

    public JsonNode get(String path) {
        return Http.parsed(Http.body(request(path).GET().build()));
    }

    public JsonNode post(String path, Object body) {
        return post(path, "application/json", BodyPublishers.ofString(Http.written(body)));
    }

    public JsonNode post(String path, String type, BodyPublisher body) {
        return Http.parsed(
                Http.body(request(path).header("Content-Type", type).POST(body).build()));
    }

    /// Every item of a paged list.
    public List<JsonNode> all(String path) {
        var items = new ArrayList<JsonNode>();
        var page = path + (path.contains("?") ? "&" : "?") + "limit=500";
        for (var next = page; !next.isEmpty(); ) {
            var answer = get(next);
            answer.path("items").forEach(items::add);
            next = answer.path("next").isTextual()
                    ? page + "&after=" + answer.path("next").asText()
                    : "";
        }
        return items;
    }

    /// The status that readiness answers with; 0 where nobody answers.
    public int readiness() {
        return health().statusCode();
    }

    /// What the service says of itself, ready or not.
    public JsonNode healthReport() {
        return Http.parsed(health().body());
    }

    private record Health(int statusCode, String body) {}

    private Health health() {
        try {
            var response = Http.send(request("/q/health/ready").GET().build());
            return new Health(response.statusCode(), response.body());
        } catch (IOException away) {
            return new Health(0, "");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Http.PATIENCE)
                .header("Authorization", "Bearer " + token.get());
    }
}
