package io.coterie.feedback.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import io.coterie.feedback.answer.Mapping.IdentityAt;
import io.coterie.feedback.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `{"nps": "$.score", "comment": "$.comment", "occurredAt": "$.at", "identity": {"email": "$.email"}}`; the keys of
/// `identity` are namespaces, the surest first.
public final class JsonPathMapping extends MappingFormat {
    public JsonPathMapping() {
        super(Set.of("nps", "comment", "identity", "occurredAt"));
    }

    @Override
    Locator locator(String where, JsonNode value) throws InvalidMapping {
        String path = value.isTextual() ? value.asText() : "";
        if (!path.startsWith("$")) {
            throw new InvalidMapping(where, "a JSONPath such as $.score");
        }
        try {
            return new Locator.Path(JsonPath.compile(text(where, value)));
        } catch (InvalidPathException invalid) {
            throw new InvalidMapping(where, "a JSONPath such as $.score");
        }
    }

    @Override
    List<IdentityAt> identities(@Nullable JsonNode identity) throws InvalidMapping {
        List<IdentityAt> all = new ArrayList<>();
        if (identity == null || identity.isNull()) {
            return all;
        }
        if (!identity.isObject()) {
            throw new InvalidMapping("mapping.identity", "an object such as {\"email\": \"$.email\"}");
        }
        for (Map.Entry<String, JsonNode> each : identity.properties()) {
            if (!Identity.isNamespace(each.getKey())) {
                throw new InvalidMapping("mapping.identity", "namespaces of lower-case letters, digits and _");
            }
            all.add(new IdentityAt(each.getKey(), locator("mapping.identity." + each.getKey(), each.getValue())));
        }
        return List.copyOf(all);
    }
}
