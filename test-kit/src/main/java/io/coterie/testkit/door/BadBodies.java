package io.coterie.testkit.door;

import io.coterie.testkit.OidcResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sends to every endpoint with a JSON body what is none, or none of this kind.
public final class BadBodies {
    private static final Map<String, byte[]> BODIES = bodies();

    private BadBodies() {}

    private static Map<String, byte[]> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("nothing", new byte[0]);
        bodies.put("a word", bytes("nonsense"));
        bodies.put("half an object", bytes("{\"key\": \"a"));
        bodies.put("two objects", bytes("{} {}"));
        bodies.put("null", bytes("null"));
        bodies.put("a list", bytes("[1, 2]"));
        bodies.put("a string", bytes("\"text\""));
        bodies.put("a number", bytes("17"));
        bodies.put("no UTF-8", new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'});
        bodies.put("deep nesting", bytes("{\"rule\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
        bodies.put("a long number", bytes("{\"key\": " + "9".repeat(5_000) + "}"));
        for (String field : List.of("key", "name", "externalId", "email", "channel", "template", "provider")) {
            bodies.put("a number as " + field, bytes("{\"" + field + "\": 5}"));
            bodies.put("an object as " + field, bytes("{\"" + field + "\": {\"a\": 1}}"));
        }
        return bodies;
    }

    /// The endpoints that answered with a fault, let it pass, or said no in another way than by a problem detail.
    public static List<String> badlyAnswered(URI base) {
        List<String> wrong = new ArrayList<>();
        String token = "Bearer " + OidcResource.token("operator");
        try (var api = new ServedApi(base)) {
            for (Operation operation : api.withJsonBody()) {
                BODIES.forEach((name, body) -> {
                    var answer =
                            api.send(operation.method(), operation.concretePath(), token, "application/json", body);
                    int status = answer.statusCode();
                    if (status < 400 || status >= 500 || !Problem.isProblem(answer)) {
                        wrong.add("%s with %s: %d %s"
                                .formatted(
                                        operation,
                                        name,
                                        status,
                                        answer.headers()
                                                .firstValue("Content-Type")
                                                .orElse("")));
                    }
                });
            }
        }
        return wrong;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
