package io.coterie.segment.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Origin;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.UnknownEventType;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the items of the events that this service consumes, of each the fields that segments need.
@Singleton
class ArrivalReader {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final ObjectMapper json;

    ArrivalReader(ObjectMapper json) {
        this.json = json;
    }

    /// @throws UnreadableItem when an item lacks what its contract promises
    /// @throws UnknownEventType for an event of another type
    List<Arrival> read(ReceivedEvent event) {
        Stream<JsonNode> items = event.items().stream();
        return switch (event.type()) {
            case "customer.profile-changed.v1" ->
                items.map(item -> as(item, ProfileItem.class).arrival()).toList();
            case "customer.behaviours-recorded.v1" ->
                items.map(item -> as(item, BehaviourItem.class).arrival()).toList();
            case "feedback.responses-recorded.v1" ->
                items.map(item -> as(item, ResponseItem.class).arrival()).toList();
            case "campaign.deliveries-recorded.v1" ->
                items.map(item -> as(item, DeliveryItem.class))
                        .filter(DeliveryItem::wasSent)
                        .map(DeliveryItem::arrival)
                        .toList();
            default -> throw new UnknownEventType(event.type());
        };
    }

    private <T> T as(JsonNode item, Class<T> type) {
        try {
            return json.treeToValue(item, type);
        } catch (JsonProcessingException broken) {
            throw new UnreadableItem("an item does not fit its contract" + place(broken));
        }
    }

    /// Where in the item, never what stood there.
    private static String place(JsonProcessingException broken) {
        return broken instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? ": " + mapping.getPath().getFirst().getFieldName()
                : "";
    }

    private static Instant exact(Instant at) {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new UnreadableItem("occurredAt: expected a time between 1900 and 2200");
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    record ExternalId(String namespace, String value) {}

    record ProfileItem(
            UUID id,
            UUID causationId,
            UUID correlationId,
            int hops,
            UUID customerId,
            long version,
            boolean historical,
            List<ExternalId> identities,
            @Nullable String timeZone,
            JsonNode traits) {
        Arrival arrival() {
            Origin origin = new Origin(causationId, correlationId, hops);
            return new Arrival.OfProfile(
                    id, customerId, origin, historical, new Profile(version, externalId(), zone(), traits));
        }

        /// One that this machine does not know is as none.
        private @Nullable ZoneId zone() {
            try {
                return timeZone == null ? null : ZoneId.of(timeZone);
            } catch (DateTimeException unknown) {
                return null;
            }
        }

        private @Nullable String externalId() {
            return identities.stream()
                    .filter(identity -> identity.namespace().equals("user_id"))
                    .map(ExternalId::value)
                    .findFirst()
                    .orElse(null);
        }
    }

    record BehaviourItem(
            UUID id,
            UUID causationId,
            UUID correlationId,
            int hops,
            UUID customerId,
            String event,
            Instant occurredAt,
            boolean historical,
            JsonNode properties) {
        Arrival arrival() {
            Origin origin = new Origin(causationId, correlationId, hops);
            return new Arrival.OfFact(
                    id, customerId, origin, historical, new Fact.Behaviour(id, exact(occurredAt), event, properties));
        }
    }

    record ResponseItem(
            UUID id,
            UUID causationId,
            UUID correlationId,
            int hops,
            UUID customerId,
            int version,
            @Nullable String survey,
            String source,
            Instant occurredAt,
            boolean historical,
            JsonNode scores,
            @Nullable Set<String> themes) {
        Arrival arrival() {
            Origin origin = new Origin(causationId, correlationId, hops);
            Fact fact = new Fact.Answer(
                    id,
                    version,
                    exact(occurredAt),
                    survey == null ? source : survey,
                    scores,
                    themes == null ? Set.of() : Set.copyOf(themes));
            return new Arrival.OfFact(id, customerId, origin, historical, fact);
        }
    }

    /// What campaigns did is a behaviour like any other: `Email Delivered` with the campaign's key.
    record DeliveryItem(
            UUID id,
            UUID causationId,
            UUID correlationId,
            int hops,
            UUID customerId,
            String campaign,
            String channel,
            String outcome,
            Instant occurredAt,
            boolean historical) {
        private static final Map<String, String> EVENTS = Map.of("email", "Email Delivered");

        boolean wasSent() {
            return outcome.equals("sent") && EVENTS.containsKey(channel);
        }

        Arrival arrival() {
            ObjectNode properties = JsonNodeFactory.instance.objectNode().put("campaign", campaign);
            Origin origin = new Origin(causationId, correlationId, hops);
            Fact fact = new Fact.Behaviour(
                    id, exact(occurredAt), Objects.requireNonNull(EVENTS.get(channel), channel), properties);
            return new Arrival.OfFact(id, customerId, origin, historical, fact);
        }
    }
}
