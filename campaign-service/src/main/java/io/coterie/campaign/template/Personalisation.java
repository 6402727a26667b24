package io.coterie.campaign.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The variables of a template: `customer.<trait>`, `customer.email`, `campaign.key`, `segment.key`,
/// `unsubscribe_url`.
///
/// @param traits as the profile has them: anybody may have written them, so HTML gets them escaped
/// @param segment the key of the segment that triggered the message; null in a broadcast
public record Personalisation(
        Map<String, Object> traits,
        @Nullable String email,
        String campaign,
        @Nullable String segment,
        String unsubscribeUrl) {

    Map<String, Object> plain() {
        Map<String, Object> customer = new LinkedHashMap<>(traits);
        customer.remove("email");
        if (email != null) {
            customer.put("email", email);
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("customer", customer);
        variables.put("campaign", Map.of("key", campaign));
        variables.put("segment", segment == null ? Map.of() : Map.of("key", segment));
        variables.put("unsubscribe_url", unsubscribeUrl);
        return variables;
    }

    // the escaped copy of a map is a map
    @SuppressWarnings("unchecked")
    Map<String, Object> escaped() {
        return (Map<String, Object>) Objects.requireNonNull(escaped(plain()));
    }

    private static @Nullable Object escaped(@Nullable Object value) {
        return switch (value) {
            case String text -> escaped(text);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, each) -> copy.put(escaped(String.valueOf(key)), escaped(each)));
                yield copy;
            }
            case List<?> list -> list.stream().map(Personalisation::escaped).toList();
            case null, default -> value;
        };
    }

    /// For text between tags and in quoted attributes.
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(text.charAt(i));
            }
        }
        return safe.toString();
    }
}
