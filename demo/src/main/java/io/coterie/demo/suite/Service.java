package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/// A service of the suite, asked as an operator.
public final class Service {
    private static final int PAGE = 500;

    private final URI base;
    private final Token token;

    Service(URI base, Token token) {
        this.base = base;
        this.token = token;
    }

    public URI uri(String path) {
        return URI.create(base.toString().replaceAll("/$", "") + path);
    }

    public JsonNode get(String path) {
        return Http.json(request(path).GET());
    }

    /// As it came, such as metrics.
    public String text(String path) {
        return Http.text(request(path).GET());
    }

    /// Whether the resource is there.
    public boolean has(String path) {
        try {
            get(path);
            return true;
        } catch (Refused refused) {
            if (refused.isNotFound()) {
                return false;
            }
            throw refused;
        }
    }

    public JsonNode post(String path, Object body) {
        return Http.json(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Http.written(body))));
    }

    public JsonNode post(String path) {
        return Http.json(request(path).POST(BodyPublishers.noBody()));
    }

    JsonNode post(String path, Multipart form) {
        return Http.json(
                request(path).header("Content-Type", form.contentType()).POST(form.body()));
    }

    /// All items of a paged list.
    public List<JsonNode> all(String path) {
        var items = new ArrayList<JsonNode>();
        var first = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE;
        for (var page = get(first);
                ;
                page = get(first + "&after=" + page.path("next").asText())) {
            page.path("items").forEach(items::add);
            if (page.path("next").isNull() || page.path("next").isMissingNode()) {
                return items;
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token.value());
    }
}
