package io.coterie.feedback.response;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/// Tells the suite what a resolved response says.
@Singleton
class ResponseEvents {
    private final EventFormat format;

    ResponseEvents(EventFormat format) {
        this.format = format;
    }

    /// None while nobody knows whose response it is.
    List<PendingEvent> of(SurveyResponse response) {
        UUID customer = response.customerId();
        if (customer == null) {
            return List.of();
        }
        return of(item(response, customer, false), Lane.LIVE);
    }

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
