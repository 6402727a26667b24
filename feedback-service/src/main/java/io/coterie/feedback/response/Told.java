package io.coterie.feedback.response;

import io.coterie.feedback.answer.Answer;
import java.time.Instant;
import java.util.UUID;

/// What one payload tells of the response `id`.
public record Told(
        UUID id, UUID source, String survey, UUID payload, Answer answer, Instant occurredAt, Instant receivedAt) {}
