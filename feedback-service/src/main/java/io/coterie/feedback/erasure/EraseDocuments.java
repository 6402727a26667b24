package io.coterie.feedback.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.identity.ErasedIdentities;
import io.coterie.feedback.identity.Identity;
import io.coterie.feedback.identity.KnownCustomers;
import io.coterie.feedback.payload.Payload;
import io.coterie.feedback.payload.Payloads;
import io.coterie.feedback.replay.ForgetReplays;
import io.coterie.feedback.response.ForgetResponses;
import io.coterie.feedback.response.ForgetResponses.Forgotten;
import io.coterie.feedback.response.SurveyResponse;
import io.coterie.feedback.response.WaitingResponses;
import io.coterie.kit.erasure.Erasure;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/// Deletes everything that this service knows of a person, step by step. Doing it again is harmless: what a crash left
/// is found again.
@Singleton
class EraseDocuments {
    private static final int SLICE = 200;
    private static final UUID LOWEST = new UUID(0, 0);

    private final ErasureDocuments erasures;
    private final KnownCustomers customers;
    private final WaitingResponses waiting;
    private final ForgetResponses forget;
    private final Payloads payloads;
    private final ForgetReplays replays;
    private final ParkedBytes parked;
    private final ErasedIdentities identities;
    private final ObjectMapper json;

    EraseDocuments(
            ErasureDocuments erasures,
            KnownCustomers customers,
            WaitingResponses waiting,
            ForgetResponses forget,
            Payloads payloads,
            ForgetReplays replays,
            ParkedBytes parked,
            ErasedIdentities identities,
            ObjectMapper json) {
        this.erasures = erasures;
        this.customers = customers;
        this.waiting = waiting;
        this.forget = forget;
        this.payloads = payloads;
        this.replays = replays;
        this.parked = parked;
        this.identities = identities;
        this.json = json;
    }

    void erase(Erasure erasure) {
        Mentions mentions = new Mentions(erasure, identities, json);
        erasures.count(erasure.id(), "customers", customers.forget(erasure.customerIds()));
        ownResponses(erasure);
        responsesThatWait(erasure);
        payloadsWithoutAnswer(erasure, mentions);
        erasures.count(erasure.id(), "replays", replays.of(erasure.customerIds()));
        parkedMessages(erasure, mentions);
        erasures.finish(erasure.id());
    }

    private void ownResponses(Erasure erasure) {
        Forgotten forgotten;
        do {
            forgotten = forget.some(erasure.customerIds(), SLICE);
            count(erasure, forgotten);
        } while (forgotten.responses() > 0);
    }

    /// Nobody knew whose they were; the hashes of their identities tell.
    private void responsesThatWait(Erasure erasure) {
        List<SurveyResponse> slice;
        String after = "";
        do {
            slice = waiting.after(after, SLICE);
            count(
                    erasure,
                    forget.forget(slice.stream()
                            .filter(each -> isTheirs(each, erasure))
                            .toList()));
            after = slice.isEmpty() ? after : slice.getLast().position();
        } while (slice.size() == SLICE);
    }

    private boolean isTheirs(SurveyResponse response, Erasure erasure) {
        List<Identity> named = response.answer().identities();
        boolean byHash = !response.occurredAt().isAfter(erasure.erasedAt())
                && !Collections.disjoint(identities.of(named), erasure.identityHashes());
        return byHash || !Collections.disjoint(Identity.customers(named), erasure.customerIds());
    }

    private void payloadsWithoutAnswer(Erasure erasure, Mentions mentions) {
        List<Payload> slice;
        UUID after = LOWEST;
        do {
            slice = payloads.withoutAnswer(erasure.erasedAt(), after, SLICE);
            slice.stream()
                    .filter(payload -> mentions.in(payload.body()))
                    .forEach(payload -> count(erasure, forget.withoutAnswer(payload.id())));
            after = slice.isEmpty() ? after : slice.getLast().id();
        } while (slice.size() == SLICE);
    }

    private void parkedMessages(Erasure erasure, Mentions mentions) {
        List<ParkedBytes.Parked> slice;
        UUID after = LOWEST;
        do {
            slice = parked.after(after, SLICE);
            int gone = slice.stream()
                    .mapToInt(message -> parked.redact(message, mentions))
                    .sum();
            erasures.count(erasure.id(), "parked", gone);
            after = slice.isEmpty() ? after : slice.getLast().id();
        } while (slice.size() == SLICE);
    }

    private void count(Erasure erasure, Forgotten forgotten) {
        erasures.count(erasure.id(), "responses", forgotten.responses());
        erasures.count(erasure.id(), "payloads", forgotten.payloads());
    }
}
