package io.coterie.campaign.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.ReceivedEvent;
import jakarta.inject.Singleton;
import java.util.List;

/// Takes what segment-service tells: memberships are remembered, and live changes trigger campaigns, in one
/// transaction.
@Singleton
public class SegmentFacts {
    private final ObjectMapper json;
    private final Memberships memberships;
    private final Triggers triggers;

    SegmentFacts(ObjectMapper json, Memberships memberships, Triggers triggers) {
        this.json = json;
        this.memberships = memberships;
        this.triggers = triggers;
    }

    /// Whether the event is of a type that is taken here.
    public boolean apply(ReceivedEvent event) {
        if (!event.type().equals(MembershipChange.TYPE)) {
            return false;
        }
        List<MembershipChange> changes = event.items().stream().map(this::read).toList();
        memberships.take(changes);
        triggers.react(changes);
        return true;
    }

    private MembershipChange read(JsonNode item) {
        try {
            return json.treeToValue(item, MembershipChange.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "membership change " + item.path("id").asText());
        }
    }
}
