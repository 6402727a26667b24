package io.coterie.feedback.response;

import io.coterie.feedback.identity.ErasedIdentities;
import io.coterie.feedback.identity.Identity;
import io.coterie.feedback.identity.Tombstones;
import io.coterie.feedback.payload.Payloads;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Deletes responses of erased persons, with the events that they carry and all payloads that told of them.
@Singleton
public class ForgetResponses {
    private final Responses responses;
    private final Payloads payloads;
    private final Tombstones tombstones;
    private final ErasedIdentities erased;

    public ForgetResponses(Responses responses, Payloads payloads, Tombstones tombstones, ErasedIdentities erased) {
        this.responses = responses;
        this.payloads = payloads;
        this.tombstones = tombstones;
        this.erased = erased;
    }

    /// How many went.
    public record Forgotten(long responses, long payloads) {
        Forgotten and(Forgotten more) {
            return new Forgotten(responses + more.responses, payloads + more.payloads);
        }
    }

    void ifErased(UUID response) {
        responses
                .find(response)
                .filter(each -> isErased(each.customerId(), each.answer().identities(), each.occurredAt()))
                .ifPresent(this::forget);
    }

    boolean isErased(Told told) {
        return isErased(null, told.answer().identities(), told.occurredAt());
    }

    void payload(UUID id) {
        payloads.delete(List.of(id));
    }

    /// All of these customers; call again until nothing goes.
    public Forgotten some(Collection<UUID> customers, int most) {
        return forget(responses.of(customers, most));
    }

    /// Of a payload that holds no answer.
    public Forgotten withoutAnswer(UUID payload) {
        return new Forgotten(
                responses.delete(SurveyResponse.idWithoutAnswer(payload)), payloads.delete(List.of(payload)));
    }

    public Forgotten forget(Collection<SurveyResponse> some) {
        return some.stream().map(this::forget).reduce(new Forgotten(0, 0), Forgotten::and);
    }

    /// The payloads go first: it is the response that leads to them.
    private Forgotten forget(SurveyResponse response) {
        List<UUID> told = new ArrayList<>(response.payloads());
        told.add(response.payload());
        return new Forgotten(0, payloads.delete(told)).and(new Forgotten(responses.delete(response.id()), 0));
    }

    private boolean isErased(@Nullable UUID customer, List<Identity> identities, Instant occurredAt) {
        List<UUID> customers = new ArrayList<>(Identity.customers(identities));
        if (customer != null) {
            customers.add(customer);
        }
        return !tombstones.among(customers).isEmpty() || erased.erasedSince(occurredAt, identities);
    }
}
