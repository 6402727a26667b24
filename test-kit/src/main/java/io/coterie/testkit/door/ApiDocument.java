package io.coterie.testkit.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// The OpenAPI document of a running service, and its copy in `docs/openapi`. Every method returns what is wrong, a
/// line each.
public final class ApiDocument {
    /// Set to anything, it makes the copy anew.
    public static final String WRITE = "coterie.openapi.write";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(Feature.MINIMIZE_QUOTES)
            .disable(Feature.WRITE_DOC_START_MARKER)
            .disable(Feature.SPLIT_LINES)
            .build();

    private final String service;
    private final ServedApi api;
    private final JsonNode served;

    private ApiDocument(String service, ServedApi api) {
        this.service = service;
        this.api = api;
        this.served = api.document();
    }

    /// @param service for example `customer-service`
    public static ApiDocument of(URI base, String service) {
        try (var api = new ServedApi(base)) {
            return new ApiDocument(service, api);
        }
    }

    /// Where the copy and what is served part.
    public List<String> drift() {
        Path copy = Path.of("../docs/openapi", service + ".yaml");
        String text = text();
        try {
            if (System.getProperty(WRITE) != null) {
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, text);
            }
            return Files.exists(copy) ? firstDifference(Files.readString(copy), text) : List.of("there is no " + copy);
        } catch (IOException broken) {
            throw new UncheckedIOException("the copy of the OpenAPI document", broken);
        }
    }

    /// What the document does not say: a title that names the service, and for each operation what it is for, a name of
    /// its own, and who is asked for a token.
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (!served.at("/info/title").asText().equals("Coterie " + service)) {
            gaps.add("info.title is not Coterie " + service);
        }
        if (!served.at("/components/securitySchemes/bearer/scheme").asText().equals("bearer")) {
            gaps.add("there is no security scheme bearer");
        }
        Set<String> names = new HashSet<>();
        Set<String> open = AccessMatrix.publicOperations();
        api.described().forEach((name, operation) -> {
            if (operation.path("summary").asText().isBlank()) {
                gaps.add(name + " has no summary");
            }
            if (!names.add(operation.path("operationId").asText())) {
                gaps.add(name + " has no operationId of its own");
            }
            if (operation.path("security").isEmpty() != open.contains(name)) {
                gaps.add(name + (open.contains(name) ? " asks for a token" : " asks for no token"));
            }
        });
        return gaps;
    }

    /// With what has a name in the order of the names: the same API is the same text.
    private String text() {
        ObjectNode document = served.deepCopy();
        order(document, "paths");
        document.path("components").forEach(ApiDocument::order);
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void order(ObjectNode parent, String field) {
        order(parent.path(field));
    }

    private static void order(JsonNode named) {
        if (named instanceof ObjectNode node) {
            var ordered = new TreeMap<String, JsonNode>();
            node.properties().forEach(each -> ordered.put(each.getKey(), each.getValue()));
            node.removeAll();
            node.setAll(ordered);
        }
    }

    private static List<String> firstDifference(String copy, String served) {
        List<String> old = copy.lines().toList();
        List<String> now = served.lines().toList();
        for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
            String was = i < old.size() ? old.get(i) : "(the end)";
            String is = i < now.size() ? now.get(i) : "(the end)";
            if (!was.equals(is)) {
                return List.of("line " + (i + 1) + " of the copy: " + was.strip() + ", served: " + is.strip()
                        + ". Refresh it: ./mvnw verify -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                        + WRITE);
            }
        }
        return List.of();
    }
}
