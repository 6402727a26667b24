package io.coterie.customer.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where SDKs put the write key: as the user of Basic authentication with an empty password, or into the body.
final class WriteKeys {
    private static final String BASIC = "basic ";

    private WriteKeys() {}

    static Optional<String> in(@Nullable String authorization, JsonNode body) {
        if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return user(authorization.substring(BASIC.length()).strip());
        }
        String key = body.path("writeKey").asText("");
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    private static Optional<String> user(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return Optional.of(colon < 0 ? decoded : decoded.substring(0, colon));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
