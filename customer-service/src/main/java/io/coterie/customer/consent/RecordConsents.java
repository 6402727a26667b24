package io.coterie.customer.consent;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Turns choices into consents with their versions and events. The caller holds the locks of the customers' rows.
@Singleton
public class RecordConsents {
    private final ConsentTable table;
    private final Outbox outbox;

    RecordConsents(ConsentTable table, Outbox outbox) {
        this.table = table;
        this.outbox = outbox;
    }

    /// A choice that a customer made at a time, and what tells of it.
    public record Made(UUID customerId, ConsentChoice choice, Instant at, Origin origin) {}

    public void record(List<Made> choices, boolean historical) {
        if (choices.isEmpty()) {
            return;
        }
        Map<Place, Consent> present = present(choices);
        List<ConsentTable.Owned> rows = new ArrayList<>();
        List<ConsentChanged> events = new ArrayList<>();
        for (Made made : choices) {
            Place place = new Place(made.customerId, made.choice.channel(), made.choice.purpose());
            Consent.after(present.get(place), made.choice, made.at, historical).ifPresent(next -> {
                present.put(place, next);
                rows.add(new ConsentTable.Owned(made.customerId, next));
                events.add(ConsentChanged.of(made.customerId, next, made.origin));
            });
        }
        if (!rows.isEmpty()) {
            table.add(rows);
            outbox.append(ConsentChanged.TYPE, Lane.of(historical), events);
        }
    }

    private record Place(UUID customerId, String channel, String purpose) {}

    private Map<Place, Consent> present(List<Made> choices) {
        Map<Place, Consent> present = new HashMap<>();
        table.present(choices.stream().map(Made::customerId).distinct().toList())
                .forEach((customer, consents) -> consents.forEach(
                        consent -> present.put(new Place(customer, consent.channel(), consent.purpose()), consent)));
        return present;
    }
}
