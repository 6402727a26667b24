package io.coterie.feedback.response;

import io.coterie.feedback.answer.Answer;
import io.coterie.feedback.identity.Identity;
import io.coterie.kit.event.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// One person's answer to one survey, in one document. The id is the fact's id for ever; the version rises with every
/// change. A resolved response stays with its customer.
///
/// - `payload`: the delivery that it says the latest of; `payloads`: all that told of it
/// - `waitingFor`: identity keys, while nobody known has one of them
/// - `position`: its place in lists, by the time of its recording
public record SurveyResponse(
        @BsonId UUID id,
        UUID source,
        String survey,
        ResponseState state,
        @Nullable String reason,
        @Nullable UUID customerId,
        Answer answer,
        Instant occurredAt,
        Instant recordedAt,
        int version,
        UUID payload,
        List<UUID> payloads,
        List<String> waitingFor,
        String position,
        List<PendingEvent> pending) {

    static SurveyResponse first(Told told) {
        return new SurveyResponse(
                told.id(),
                told.source(),
                told.survey(),
                ResponseState.UNRESOLVED,
                null,
                null,
                told.answer(),
                told.occurredAt(),
                told.receivedAt(),
                1,
                told.payload(),
                List.of(told.payload()),
                keys(told.answer()),
                position(told.receivedAt(), told.id()),
                List.of());
    }

    /// The id of what is shown of a payload that holds no answer.
    public static UUID idWithoutAnswer(UUID payload) {
        return Ids.derived("no response", payload);
    }

    /// What is shown of a payload that holds no answer.
    static SurveyResponse withoutAnswer(Told told, ResponseState state, String reason) {
        SurveyResponse blank = first(told);
        return new SurveyResponse(
                blank.id,
                blank.source,
                blank.survey,
                state,
                reason,
                null,
                Answer.NONE,
                blank.occurredAt,
                blank.recordedAt,
                1,
                blank.payload,
                blank.payloads,
                List.of(),
                blank.position,
                List.of());
    }

    /// A response whose customer is known from the first.
    SurveyResponse belongingTo(UUID customer) {
        return at(version, ResponseState.RESOLVED, customer, answer, occurredAt, payload, List.of());
    }

    SurveyResponse resolvedTo(UUID customer) {
        return at(version + 1, ResponseState.RESOLVED, customer, answer, occurredAt, payload, List.of());
    }

    SurveyResponse saying(Told told) {
        List<String> waiting = customerId == null ? keys(told.answer()) : List.of();
        return at(version + 1, state, customerId, told.answer(), told.occurredAt(), told.payload(), waiting);
    }

    SurveyResponse carrying(List<PendingEvent> events) {
        return new SurveyResponse(
                id,
                source,
                survey,
                state,
                reason,
                customerId,
                answer,
                occurredAt,
                recordedAt,
                version,
                payload,
                payloads,
                waitingFor,
                position,
                events);
    }

    boolean knows(UUID payload) {
        return payloads.contains(payload);
    }

    boolean isWaiting() {
        return state == ResponseState.UNRESOLVED;
    }

    private SurveyResponse at(
            int version,
            ResponseState state,
            @Nullable UUID customerId,
            Answer answer,
            Instant occurredAt,
            UUID payload,
            List<String> waitingFor) {
        return new SurveyResponse(
                id,
                source,
                survey,
                state,
                reason,
                customerId,
                answer,
                occurredAt,
                recordedAt,
                version,
                payload,
                payloads,
                waitingFor,
                position,
                pending);
    }

    private static List<String> keys(Answer answer) {
        return answer.identities().stream().map(Identity::key).toList();
    }

    private static String position(Instant recordedAt, UUID id) {
        return "%016x-%s".formatted(recordedAt.toEpochMilli(), id);
    }

    /// Before the positions of all that were recorded at the instant or later, and of no other.
    static String firstPosition(Instant recordedAt) {
        Instant stored = recordedAt.truncatedTo(ChronoUnit.MILLIS);
        return "%016x".formatted(stored.equals(recordedAt) ? stored.toEpochMilli() : stored.toEpochMilli() + 1);
    }
}
