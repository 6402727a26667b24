package io.coterie.feedback.response;

import io.coterie.feedback.ledger.Ledger;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.event.WrittenEvent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// Tells the suite what a resolved response says.
@Singleton
class ResponseEvents {
    private final EventFormat format;
    private final Ledger ledger;

    ResponseEvents(EventFormat format, Ledger ledger) {
        this.format = format;
        this.ledger = ledger;
    }

    /// Announces the events, to be stored at once. None while nobody knows whose response it is.
    List<PendingEvent> of(SurveyResponse response) {
        UUID customer = response.customerId();
        if (customer == null) {
            return List.of();
        }
        List<WrittenEvent> events = format.write(ResponseItem.TYPE, List.of(item(response, customer)));
        List<UUID> ids = events.stream().map(WrittenEvent::id).toList();
        long position = ledger.announce(ids, ResponseItem.TYPE);
        return events.stream()
                .map(event -> PendingEvent.of(event, Lane.LIVE).at(position))
                .toList();
    }

    private static ResponseItem item(SurveyResponse response, UUID customer) {
        Origin origin = Origin.first(response.id());
        return new ResponseItem(
                response.id(),
                origin.causationId(),
                origin.correlationId(),
                origin.hops(),
                customer,
                response.version(),
                response.source(),
                response.survey(),
                response.occurredAt(),
                response.recordedAt(),
                false,
                response.answer().scores(),
                response.answer().comment());
    }
}
