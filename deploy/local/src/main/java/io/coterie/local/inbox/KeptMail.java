package io.coterie.local.inbox;

import java.util.List;
import java.util.Map;

/// A mail as the inbox shows it.
///
/// @param id ascending in order of arrival
/// @param receivedAt ISO-8601, UTC
/// @param from the envelope's sender
/// @param to the envelope's recipients
/// @param headers every header, each with its values in order, unfolded but otherwise as they came
/// @param text the first plain text part, or empty
/// @param html the first HTML part, or empty
public record KeptMail(
        String id,
        String receivedAt,
        String from,
        List<String> to,
        String subject,
        Map<String, List<String>> headers,
        String text,
        String html) {

    /// The first value of a header, or empty.
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElse("");
    }
}
