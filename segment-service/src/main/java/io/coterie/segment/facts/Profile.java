package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What segments read of a profile; the higher version replaces the lower.
///
/// @param version 0 for a customer of whom no profile has arrived yet
/// @param zone the customer's time zone where it is known
/// @param traits a JSON object
public record Profile(
        long version, @Nullable String externalId, @Nullable ZoneId zone, JsonNode traits) {
    public static final Profile UNKNOWN = new Profile(0, null, null, JsonNodeFactory.instance.objectNode());

    /// The trait at a path such as `company.size`; a trait whose own name has the dots comes first.
    public @Nullable JsonNode trait(String path) {
        JsonNode whole = traits.get(path);
        if (whole != null || path.indexOf('.') < 0) {
            return whole;
        }
        JsonNode node = traits;
        for (String part : path.split("\\.", -1)) {
            node = node.path(part);
        }
        return node.isMissingNode() ? null : node;
    }
}
