package io.coterie.campaign.recipient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.ReceivedEvent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// Takes what customer-service tells into the read models, within the running transaction.
@Singleton
public class CustomerFacts {
    private final ObjectMapper json;
    private final Profiles profiles;
    private final Consents consents;

    CustomerFacts(ObjectMapper json, Profiles profiles, Consents consents) {
        this.json = json;
        this.profiles = profiles;
        this.consents = consents;
    }

    /// Whether the event is of a type that is taken here.
    public boolean apply(ReceivedEvent event) {
        switch (event.type()) {
            case Profile.TYPE -> profiles.take(read(event, Profile.class));
            case Consent.TYPE -> consents.take(read(event, Consent.class));
            default -> {
                return false;
            }
        }
        return true;
    }

    private <T> List<T> read(ReceivedEvent event, Class<T> type) {
        List<T> items = new ArrayList<>(event.items().size());
        event.items().forEach(item -> {
            try {
                items.add(json.treeToValue(item, type));
            } catch (JsonProcessingException broken) {
                throw new IllegalArgumentException(
                        "item of " + event.type() + " " + item.path("id").asText());
            }
        });
        return items;
    }
}
