package io.coterie.customer.collect;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.source.Rejection;
import io.coterie.customer.text.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The messages of one call, checked one by one: what can be taken, and what cannot with the reason.
record Batch(List<Fact> facts, List<Rejection> rejections) {
    static final int MOST_ITEMS = 2_500;

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

    private static @org.jspecify.annotations.Nullable String messageId(JsonNode message) {
        try {
            return io.coterie.customer.text.Words.optional("messageId", message.path("messageId"));
        } catch (Refused unfit) {
            return null;
        }
    }
}
