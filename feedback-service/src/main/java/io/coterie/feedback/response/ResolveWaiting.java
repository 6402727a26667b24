package io.coterie.feedback.response;

import io.coterie.feedback.identity.KnownCustomers;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// Gives responses to their customers once these are known.
@Singleton
public class ResolveWaiting {
    private final Responses responses;
    private final KnownCustomers customers;
    private final ResponseEvents events;
    private final ForgetResponses forget;

    public ResolveWaiting(
            Responses responses, KnownCustomers customers, ResponseEvents events, ForgetResponses forget) {
        this.responses = responses;
        this.customers = customers;
        this.events = events;
        this.forget = forget;
    }

    /// All that wait for one of these identities.
    public void forIdentities(Collection<String> identityKeys) {
        if (!identityKeys.isEmpty()) {
            responses.waitingFor(identityKeys).forEach(response -> look(response.id()));
        }
    }

    /// This one, if it waits and its customer is known by now; its person may as well have been erased meanwhile.
    void look(UUID id) {
        while (!tryToResolve(id)) {
            Thread.onSpinWait();
        }
        forget.ifErased(id);
    }

    private boolean tryToResolve(UUID id) {
        Optional<SurveyResponse> waiting = responses.find(id).filter(SurveyResponse::isWaiting);
        return waiting.isEmpty() || resolve(waiting.get());
    }

    /// Whether nobody else changed the response meanwhile.
    private boolean resolve(SurveyResponse waiting) {
        return customers
                .ownerOf(waiting.answer().identities())
                .map(waiting::resolvedTo)
                .map(resolved -> responses.advance(resolved, resolved.payload(), events.of(resolved)))
                .orElse(true);
    }
}
