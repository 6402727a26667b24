package io.coterie.feedback.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.answer.Answer;
import io.coterie.feedback.answer.InvalidMapping;
import io.coterie.feedback.answer.Mapping;
import io.coterie.feedback.payload.Payload;
import io.coterie.feedback.payload.PayloadState;
import io.coterie.feedback.payload.Payloads;
import io.coterie.feedback.response.RecordResponse;
import io.coterie.feedback.response.ResponseState;
import io.coterie.feedback.response.SurveyResponse;
import io.coterie.feedback.response.Told;
import io.coterie.feedback.source.FeedbackSource;
import io.coterie.feedback.source.Sources;
import io.coterie.feedback.tool.Submission;
import io.coterie.kit.event.Ids;
import io.coterie.kit.trace.Traces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Finds out what a stored payload says. The response is written before the payload is marked, so that a crash between
/// the two repeats the work, which changes nothing.
@Singleton
class Normalise {
    private final Payloads payloads;
    private final Sources sources;
    private final RecordResponse recordResponse;
    private final ObjectMapper json;

    Normalise(Payloads payloads, Sources sources, RecordResponse recordResponse, ObjectMapper json) {
        this.payloads = payloads;
        this.sources = sources;
        this.recordResponse = recordResponse;
        this.json = json;
    }

    void normalise(UUID id) {
        payloads.find(id)
                .filter(payload -> payload.state() == PayloadState.RECEIVED)
                .ifPresent(this::normalise);
    }

    private void normalise(Payload payload) {
        var span = Traces.span("normalise payload", payload.traceparent())
                .setAttribute("coterie.payload.id", payload.id().toString());
        Traces.within(span, () -> lookInto(payload));
    }

    private void lookInto(Payload payload) {
        FeedbackSource source = sources.find(payload.source())
                .orElseThrow(() -> new IllegalStateException("no feedback source " + payload.source()));
        payloads.mark(payload.id(), normalised(payload, source));
    }

    private PayloadState normalised(Payload payload, FeedbackSource source) {
        JsonNode body;
        try {
            body = json.readTree(payload.body());
        } catch (IOException noJson) {
            return unreadable(payload, source, "body: expected JSON");
        }
        return body.isObject()
                ? readable(payload, source, body)
                : unreadable(payload, source, "body: expected a JSON object");
    }

    private PayloadState readable(Payload payload, FeedbackSource source, JsonNode body) {
        Mapping mapping = mapping(source);
        Submission submission =
                source.provider().tool().submission(payload.delivery(), body, mapping, payload.receivedAt());
        return switch (submission) {
            case Submission.Complete(String responseId, Instant occurredAt) -> {
                UUID id = Ids.derived("response", source.id(), responseId);
                recordResponse.record(told(id, payload, source, mapping.read(body), occurredAt));
                yield PayloadState.NORMALISED;
            }
            case Submission.Ignored(String reason) -> {
                recordResponse.withoutAnswer(nothing(payload, source), ResponseState.IGNORED, reason);
                yield PayloadState.IGNORED;
            }
        };
    }

    private PayloadState unreadable(Payload payload, FeedbackSource source, String reason) {
        recordResponse.withoutAnswer(nothing(payload, source), ResponseState.UNREADABLE, reason);
        return PayloadState.UNREADABLE;
    }

    private static Told nothing(Payload payload, FeedbackSource source) {
        UUID id = SurveyResponse.idWithoutAnswer(payload.id());
        return told(id, payload, source, Answer.NONE, payload.receivedAt());
    }

    /// No answer was given after it arrived, whatever the tool's clock says. As exact as it is stored, so that an
    /// answer that is told again says the same.
    private static Told told(UUID id, Payload payload, FeedbackSource source, Answer answer, Instant occurredAt) {
        Instant past = occurredAt.isAfter(payload.receivedAt()) ? payload.receivedAt() : occurredAt;
        Instant exact = past.truncatedTo(ChronoUnit.MILLIS);
        return new Told(id, source.id(), source.name(), payload.id(), answer, exact, payload.receivedAt());
    }

    private Mapping mapping(FeedbackSource source) {
        try {
            return source.provider().tool().mappings().read(json.readTree(source.mapping()));
        } catch (InvalidMapping | IOException stale) {
            throw new IllegalStateException("mapping of feedback source " + source.id(), stale);
        }
    }
}
