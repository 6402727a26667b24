package io.coterie.feedback.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;

/// Where in a payload a value stands.
public sealed interface Locator {
    /// The value there; empty where nothing or null stands.
    Optional<JsonNode> find(JsonNode payload);

    /// A Typeform answer, by the `ref` of its field.
    record Ref(String ref) implements Locator {
        @Override
        public Optional<JsonNode> find(JsonNode payload) {
            for (JsonNode answer : payload.at("/form_response/answers")) {
                if (answer.at("/field/ref").asText().equals(ref)) {
                    return present(valueOf(answer));
                }
            }
            return Optional.empty();
        }

        /// The value stands under the answer's own type; of a choice it is the label.
        private static JsonNode valueOf(JsonNode answer) {
            JsonNode value = answer.path(answer.path("type").asText());
            return value.isObject() ? value.path("label") : value;
        }
    }

    /// A Typeform hidden field, by its name.
    record Hidden(String name) implements Locator {
        @Override
        public Optional<JsonNode> find(JsonNode payload) {
            return present(payload.at("/form_response/hidden").path(name));
        }
    }

    /// A JSONPath; of several matches the first.
    record Path(JsonPath path) implements Locator {
        private static final Configuration LENIENT = Configuration.builder()
                .jsonProvider(new JacksonJsonNodeJsonProvider())
                .mappingProvider(new JacksonMappingProvider())
                .options(Option.SUPPRESS_EXCEPTIONS)
                .build();

        @Override
        public Optional<JsonNode> find(JsonNode payload) {
            JsonNode found = path.read(payload, LENIENT);
            if (found != null && !path.isDefinite()) {
                return present(found.path(0));
            }
            return present(found);
        }
    }

    private static Optional<JsonNode> present(JsonNode value) {
        return Optional.ofNullable(value).filter(node -> !node.isMissingNode() && !node.isNull());
    }
}
