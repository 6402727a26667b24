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
        List<PendingEvent> events = of(item(response, customer, false), Lane.LIVE);
        long position = ledger.announce(events.stream().map(PendingEvent::id).toList(), ResponseItem.TYPE);
        return events.stream().map(event -> event.at(position)).toList();
    }

    /// Not announced: heartbeats count what is told live.
    List<PendingEvent> of(ResponseItem item, Lane lane) {
        return format.write(ResponseItem.TYPE, List.of(item)).stream()
                .map(event -> PendingEvent.of(event, lane))
                .toList();
    }

    /// @param historical told again
    static ResponseItem item(SurveyResponse response, UUID customer, boolean historical) {
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
                historical,
                response.answer().scores(),
                response.answer().comment());
    }
}
