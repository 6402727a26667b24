package io.coterie.campaign.support;

import io.coterie.kit.amqp.BrokerConfig;
import io.coterie.kit.amqp.ConfirmingPublisher;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.testkit.MovableClockResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Publishes facts as the other services would.
@ApplicationScoped
public class Facts {
    private final ConfirmingPublisher publisher;
    private final EventFormat format;
    private final Set<UUID> published = new HashSet<>();

    Facts(BrokerConfig broker) {
        this.publisher = new ConfirmingPublisher(broker, Topology.load(), "test");
        this.format = new EventFormat(JsonSettings.mapper(), MovableClockResource.clock(), "segment-service");
    }

    public static Map<String, @Nullable Object> profile(UUID customer, @Nullable String email, Map<String, ?> traits) {
        Map<String, @Nullable Object> item = item(customer);
        item.putAll(Map.of(
                "version", 1, "historical", false, "changedAt", now(), "identities", List.of(), "traits", traits));
        item.put("email", email);
        return item;
    }

    public static Map<String, @Nullable Object> consent(
            UUID customer, boolean granted, int version, Instant changedAt) {
        Map<String, @Nullable Object> item = item(customer);
        item.putAll(Map.of("channel", "email", "purpose", "marketing", "granted", granted, "version", version));
        item.putAll(Map.of("changedAt", changedAt, "historical", false));
        return item;
    }

    /// The same item, as an import of the past tells it.
    public static Map<String, @Nullable Object> ofThePast(Map<String, @Nullable Object> item) {
        item.put("historical", true);
        return item;
    }

    public static Map<String, @Nullable Object> change(
            UUID customer, String segment, String change, String cause, int stateVersion) {
        Map<String, @Nullable Object> item = item(customer);
        item.putAll(Map.of("segment", segment, "definitionVersion", 1, "change", change, "cause", cause));
        item.putAll(Map.of("stateVersion", stateVersion, "effectiveAt", now(), "recordedAt", now()));
        return item;
    }

    public static Instant now() {
        return MovableClockResource.clock().instant();
    }

    private static Map<String, @Nullable Object> item(UUID customer) {
        UUID id = Ids.next();
        return new HashMap<>(
                Map.of("id", id, "causationId", id, "correlationId", id, "hops", 1, "customerId", customer));
    }

    /// A customer who may be written to.
    public UUID customer(String email, Map<String, ?> traits) {
        UUID customer = Ids.next();
        profiles(Lane.LIVE, List.of(profile(customer, email, traits)));
        consents(List.of(consent(customer, true, 1, now())));
        return customer;
    }

    public void profiles(Lane lane, List<?> items) {
        publish("customer.profile-changed.v1", lane, items);
    }

    public void consents(List<?> items) {
        publish("customer.consent-changed.v1", Lane.LIVE, items);
    }

    public void changes(Object... items) {
        publish("segment.memberships-changed.v1", Lane.LIVE, List.of(items));
    }

    public synchronized void publish(String type, Lane lane, List<?> items) {
        publish(lane, format.write(type, items));
    }

    /// A change that was written in a trace.
    public synchronized void changeTraced(String traceparent, Object item) {
        publish(
                Lane.LIVE,
                format.write("segment.memberships-changed.v1", List.of(item)).stream()
                        .map(event -> new WrittenEvent(
                                event.id(), event.type(), event.body(), Map.of("traceparent", traceparent)))
                        .toList());
    }

    /// The very same events again, as a broker does that saw no acknowledgement.
    public synchronized List<WrittenEvent> publishTwice(String type, List<?> items) {
        List<WrittenEvent> events = new ArrayList<>(format.write(type, items));
        publish(Lane.LIVE, events);
        publish(Lane.LIVE, events);
        return events;
    }

    /// The ids of all events so far.
    public synchronized UUID[] published() {
        return published.toArray(UUID[]::new);
    }

    private void publish(Lane lane, List<WrittenEvent> events) {
        events.forEach(event -> published.add(event.id()));
        try {
            if (!publisher.publish(lane, events).isEmpty()) {
                throw new IllegalStateException("no queue wanted an event");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
