package io.coterie.feedback.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.answer.Mapping.IdentityAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads mappings as people write them; each survey tool says in its own way where a value stands.
public abstract class MappingFormat {
    private static final int LONGEST = 500;

    private final Set<String> fields;

    MappingFormat(Set<String> fields) {
        this.fields = fields;
    }

    /// `{"nps": WHERE, "comment": WHERE, "identity": …}`, at least one of the two answers.
    /// @throws InvalidMapping naming the part at fault
    public Mapping read(@Nullable JsonNode mapping) throws InvalidMapping {
        if (mapping == null || !mapping.isObject()) {
            throw new InvalidMapping("mapping", "an object with " + String.join(", ", fields));
        }
        onlyKnown("mapping", mapping, fields);
        if (!mapping.hasNonNull("nps") && !mapping.hasNonNull("comment")) {
            throw new InvalidMapping("mapping", "nps or comment, else nothing would be read");
        }
        return new Mapping(
                optional("mapping.nps", mapping.get("nps")),
                optional("mapping.comment", mapping.get("comment")),
                identities(mapping.get("identity")),
                optional("mapping.occurredAt", mapping.get("occurredAt")));
    }

    abstract Locator locator(String where, JsonNode value) throws InvalidMapping;

    abstract List<IdentityAt> identities(@Nullable JsonNode identity) throws InvalidMapping;

    private @Nullable Locator optional(String where, @Nullable JsonNode value) throws InvalidMapping {
        return value == null || value.isNull() ? null : locator(where, value);
    }

    static void onlyKnown(String where, JsonNode object, Set<String> known) throws InvalidMapping {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey())) {
                throw new InvalidMapping(where, "no fields but " + String.join(", ", sorted(known)));
            }
        }
    }

    static String text(String where, @Nullable JsonNode value) throws InvalidMapping {
        if (value == null
                || !value.isTextual()
                || value.asText().isBlank()
                || value.asText().length() > LONGEST) {
            throw new InvalidMapping(where, "text of 1 to " + LONGEST + " characters");
        }
        return value.asText();
    }

    private static List<String> sorted(Set<String> names) {
        List<String> list = new ArrayList<>(names);
        list.sort(null);
        return list;
    }
}
