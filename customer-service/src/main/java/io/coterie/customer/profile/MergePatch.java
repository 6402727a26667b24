package io.coterie.customer.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON merge patch, RFC 7396.
final class MergePatch {
    private MergePatch() {}

    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                merged.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                ObjectNode below = merged.path(field.getKey()) instanceof ObjectNode old ? old : patch.objectNode();
                merged.set(field.getKey(), apply(below, inner));
            } else {
                merged.set(field.getKey(), value);
            }
        });
        return merged;
    }
}
