package io.coterie.feedback.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.erasure.BeginErasure;
import io.coterie.feedback.identity.KnownCustomer;
import io.coterie.feedback.parking.ParkedMessages;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Patience;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Takes profile events and erasures in. All effects are versioned upserts, so that no inbox is needed: what comes
/// twice changes
/// nothing. What fails for reasons of its own is parked, item by item; an absent database is waited for.
@Singleton
class ProfileIntake {
    private static final Logger LOG = Logger.getLogger(ProfileIntake.class);

    private final EventFormat format;
    private final ApplyProfiles applyProfiles;
    private final BeginErasure beginErasure;
    private final ParkedMessages parked;

    ProfileIntake(EventFormat format, ApplyProfiles applyProfiles, BeginErasure beginErasure, ParkedMessages parked) {
        this.format = format;
        this.applyProfiles = applyProfiles;
        this.beginErasure = beginErasure;
        this.parked = parked;
    }

    /// Returns when the message may be acknowledged.
    void receive(Delivery delivery) {
        Lane lane = delivery.lane();
        byte[] body = delivery.body();
        ReceivedEvent event;
        try {
            event = format.read(body);
        } catch (UnreadableEvent unreadable) {
            Patience.untilUp(() -> parked.park(lane, null, null, unreadable.getMessage(), body));
            return;
        }
        switch (event.type()) {
            case ProfileItem.TYPE -> apply(lane, event);
            case Erasure.TYPE -> event.items().forEach(item -> erase(lane, event, item));
            default -> {}
        }
    }

    private void erase(Lane lane, ReceivedEvent event, JsonNode item) {
        try {
            Patience.untilUp(() -> beginErasure.begin(item));
        } catch (RuntimeException failed) {
            park(lane, event, item, failed);
        }
    }

    private void apply(Lane lane, ReceivedEvent event) {
        Map<JsonNode, KnownCustomer> profiles = readable(lane, event);
        try {
            Patience.untilUp(() -> applyProfiles.apply(profiles.values()));
        } catch (RuntimeException failed) {
            LOG.warnf(
                    "event %s goes item by item: %s",
                    event.id(), failed.getClass().getName());
            profiles.forEach((item, profile) -> applyAlone(lane, event, item, profile));
        }
    }

    private Map<JsonNode, KnownCustomer> readable(Lane lane, ReceivedEvent event) {
        Map<JsonNode, KnownCustomer> profiles = new LinkedHashMap<>();
        for (JsonNode item : event.items()) {
            try {
                profiles.put(item, ProfileItem.read(item));
            } catch (IllegalArgumentException invalid) {
                park(lane, event, item, invalid);
            }
        }
        return profiles;
    }

    private void applyAlone(Lane lane, ReceivedEvent event, JsonNode item, KnownCustomer profile) {
        try {
            Patience.untilUp(() -> applyProfiles.apply(List.of(profile)));
        } catch (RuntimeException failed) {
            park(lane, event, item, failed);
        }
    }

    private void park(Lane lane, ReceivedEvent event, JsonNode item, RuntimeException error) {
        LOG.errorf(
                "parked an item of event %s: %s", event.id(), error.getClass().getName());
        byte[] body = item.toString().getBytes(StandardCharsets.UTF_8);
        Patience.untilUp(() -> parked.park(lane, event.id(), event.type(), String.valueOf(error), body));
    }
}
