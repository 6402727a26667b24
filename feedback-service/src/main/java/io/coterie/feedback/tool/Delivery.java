package io.coterie.feedback.tool;

import java.util.Map;
import java.util.Optional;

/// What a tool sent: the bytes as they came, and the headers that mean something, their names in lower case.
public record Delivery(byte[] body, Map<String, String> headers) {
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
