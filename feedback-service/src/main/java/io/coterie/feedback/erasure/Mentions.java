package io.coterie.feedback.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.identity.ErasedIdentities;
import io.coterie.feedback.identity.Identity;
import io.coterie.kit.erasure.Erasure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Whether bytes name a person of whom only hashes are left: every value in the JSON, or every word where it is none,
/// is hashed as each kind of id.
final class Mentions {
    private static final List<String> NAMESPACES = List.of(Identity.USER_ID, Identity.ANONYMOUS_ID, Identity.EMAIL);
    private static final String BETWEEN_WORDS = "[\\s\"'<>(){}\\[\\],;=&?]+";
    private static final int LONGEST = 512;

    private final Erasure erasure;
    private final ErasedIdentities identities;
    private final ObjectMapper json;

    Mentions(Erasure erasure, ErasedIdentities identities, ObjectMapper json) {
        this.erasure = erasure;
        this.identities = identities;
        this.json = json;
    }

    boolean in(byte[] body) {
        return in(new String(body, StandardCharsets.UTF_8));
    }

    boolean in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return erasure.customerIds().stream().anyMatch(id -> lower.contains(id.toString()))
                || (!erasure.identityHashes().isEmpty() && words(text).stream().anyMatch(this::isTheirs));
    }

    private boolean isTheirs(String word) {
        return !word.isBlank()
                && word.length() <= LONGEST
                && NAMESPACES.stream()
                        .anyMatch(namespace ->
                                !Collections.disjoint(identities.of(namespace, word), erasure.identityHashes()));
    }

    private List<String> words(String text) {
        try {
            List<String> values = new ArrayList<>();
            collect(json.readTree(text), values);
            return values;
        } catch (JsonProcessingException noJson) {
            return List.of(text.split(BETWEEN_WORDS));
        }
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isValueNode()) {
            values.add(node.asText());
        } else {
            node.forEach(inner -> collect(inner, values));
        }
    }
}
