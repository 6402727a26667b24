package io.coterie.customer.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.customer.profile.ProfileTable;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.Intake;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Withdraws the consent of those who used the unsubscribe link of a message.
///
/// An item that comes again finds the consent withdrawn, or a newer grant, and changes nothing.
@ApplicationScoped
class Unsubscriptions {
    private final Intake intake;
    private final ObjectMapper json;
    private final ProfileTable profiles;
    private final RecordConsents consents;

    Unsubscriptions(Intake intake, ObjectMapper json, ProfileTable profiles, RecordConsents consents) {
        this.intake = intake;
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

    @Incoming("live")
    @RunOnVirtualThread
    public void live(byte[] body) {
        intake.receive(Lane.LIVE, body, this::apply);
    }

    @Incoming("bulk")
    @RunOnVirtualThread
    public void bulk(byte[] body) {
        intake.receive(Lane.BULK, body, this::apply);
    }

    void apply(ReceivedEvent event) {
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
