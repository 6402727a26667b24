package io.coterie.feedback.response;

import io.coterie.feedback.identity.KnownCustomers;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// Makes a response of what a payload tells, or brings the response up to date. Doing it twice changes nothing.
@Singleton
public class RecordResponse {
    private final Responses responses;
    private final KnownCustomers customers;
    private final ResponseEvents events;
    private final ResolveWaiting resolveWaiting;
    private final ForgetResponses forget;
    private final ResponseMetrics metrics;

    public RecordResponse(
            Responses responses,
            KnownCustomers customers,
            ResponseEvents events,
            ResolveWaiting resolveWaiting,
            ForgetResponses forget,
            ResponseMetrics metrics) {
        this.responses = responses;
        this.customers = customers;
        this.events = events;
        this.resolveWaiting = resolveWaiting;
        this.forget = forget;
        this.metrics = metrics;
    }

    /// What an erased person said before the erasure is not taken.
    public void record(Told told) {
        if (forget.isErased(told)) {
            forget.payload(told.payload());
            return;
        }
        while (!tryToRecord(told)) {
            Thread.onSpinWait();
        }
        // A customer that became known between looking and storing has not seen this response waiting: look again.
        resolveWaiting.look(told.id());
    }

    /// Keeps a payload without an answer visible, with the reason.
    public void withoutAnswer(Told told, ResponseState state, String reason) {
        responses.insert(SurveyResponse.withoutAnswer(told, state, reason));
    }

    private boolean tryToRecord(Told told) {
        Optional<SurveyResponse> known = responses.find(told.id());
        return known.isEmpty() ? first(told) : again(known.get(), told);
    }

    private boolean first(Told told) {
        SurveyResponse unresolved = SurveyResponse.first(told);
        Optional<UUID> owner = customers.ownerOf(told.answer().identities());
        SurveyResponse response = owner.map(unresolved::belongingTo).orElse(unresolved);
        boolean inserted = responses.insert(response.carrying(events.of(response)));
        if (inserted) {
            metrics.recorded(told);
        }
        return inserted;
    }

    private boolean again(SurveyResponse known, Told told) {
        if (known.knows(told.payload())) {
            return true;
        }
        if (known.answer().equals(told.answer())) {
            responses.alsoToldBy(known.id(), told.payload());
            return true;
        }
        SurveyResponse next = known.saying(told);
        return responses.advance(next, told.payload(), events.of(next));
    }
}
