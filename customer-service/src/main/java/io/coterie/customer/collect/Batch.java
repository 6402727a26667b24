package io.coterie.customer.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.source.Rejection;
import io.coterie.customer.text.Refused;
import io.coterie.customer.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The messages of one call, checked one by one: what can be taken, and what cannot with the reason.
record Batch(List<Fact> facts, List<Rejection> rejections) {
    static final int MOST_ITEMS = 2_500;
    private static final List<String> PERSON =
            List.of("/userId", "/anonymousId", "/previousId", "/traits/email", "/context/traits/email");

    static Batch of(UUID sourceId, Iterable<JsonNode> messages, Call call) {
        List<Fact> facts = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (JsonNode message : messages) {
            try {
                facts.add(Item.fact(sourceId, message, call));
            } catch (Refused refused) {
                rejections.add(Rejection.of(sourceId, call.receivedAt(), messageId(message), refused.getMessage()));
            }
        }
        return new Batch(facts, rejections);
    }

    /// Null also where it names the person: a rejection outlives their erasure.
    private static @Nullable String messageId(JsonNode message) {
        try {
            String id = Words.optional("messageId", message.path("messageId"));
            return id == null || namesThePerson(id, message) ? null : id;
        } catch (Refused unfit) {
            return null;
        }
    }

    private static boolean namesThePerson(String messageId, JsonNode message) {
        return PERSON.stream()
                .map(place -> message.at(place).asText().strip())
                .filter(name -> !name.isEmpty())
                .anyMatch(
                        name -> Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                                .matcher(messageId)
                                .find());
    }
}
