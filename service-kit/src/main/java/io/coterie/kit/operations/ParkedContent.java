package io.coterie.kit.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What a parked message says: as JSON where it is JSON, else its bytes in Base64; neither once it is settled.
record ParkedContent(@Nullable JsonNode json, @Nullable String base64) {
    static final ParkedContent NONE = new ParkedContent(null, null);

    static ParkedContent of(byte[] body, ObjectMapper mapper) {
        try {
            JsonNode json = mapper.readTree(body);
            if (json != null && !json.isMissingNode()) {
                return new ParkedContent(json, null);
            }
        } catch (IOException noJson) {
            // falls through: shown byte for byte
        }
        return new ParkedContent(null, Base64.getEncoder().encodeToString(body));
    }
}
