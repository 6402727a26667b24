package io.coterie.customer.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.customer.profile.ProfileTable;
import io.coterie.kit.event.Origin;
import io.coterie.kit.event.ReceivedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Withdraws the consent of those who used the unsubscribe link of a message.
///
/// An item that comes again finds the consent withdrawn, or a newer grant, and changes nothing.
@ApplicationScoped
public class Unsubscriptions {
    public static final String TYPE = "campaign.unsubscribed.v1";

    private final ObjectMapper json;
    private final ProfileTable profiles;
    private final RecordConsents consents;

    Unsubscriptions(ObjectMapper json, ProfileTable profiles, RecordConsents consents) {
        this.json = json;
        this.profiles = profiles;
        this.consents = consents;
    }

    /// An item of `campaign.unsubscribed.v1`, as far as it matters here.
    record Unsubscribed(
            UUID id,
            UUID causationId,
            UUID correlationId,
            int hops,
            UUID customerId,
            String channel,
            String purpose,
            Instant occurredAt) {
        RecordConsents.Made choice() {
            Origin origin = new Origin(causationId, correlationId, hops).causes(id);
            return new RecordConsents.Made(customerId, new ConsentChoice(channel, purpose, false), occurredAt, origin);
        }
    }

    public void apply(ReceivedEvent event) {
        List<Unsubscribed> items = event.items().stream().map(this::read).toList();
        Set<UUID> customers = items.stream().map(Unsubscribed::customerId).collect(Collectors.toSet());
        if (profiles.lock(customers).size() < customers.size()) {
            throw new IllegalStateException("an unsubscription names a customer that does not exist");
        }
        consents.record(items.stream().map(Unsubscribed::choice).toList(), false);
    }

    Unsubscribed read(JsonNode item) {
        try {
            return json.treeToValue(item, Unsubscribed.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("an item is no unsubscription");
        }
    }
}
