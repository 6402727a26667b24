package io.coterie.feedback.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.normalise.Normaliser;
import io.coterie.feedback.payload.Payload;
import io.coterie.feedback.payload.PayloadState;
import io.coterie.feedback.payload.Payloads;
import io.coterie.feedback.source.FeedbackSource;
import io.coterie.feedback.tool.Delivery;
import io.coterie.feedback.tool.Verdict;
import io.coterie.kit.event.Ids;
import io.coterie.kit.trace.TraceParent;
import io.coterie.kit.web.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/// Verifies, stores, acknowledges; what the payload means is found out afterwards.
@Singleton
class AcceptDelivery {
    /// The payload's id, and whether this delivery had come before.
    record Accepted(UUID payload, boolean duplicate) {}

    private final Payloads payloads;
    private final Normaliser normaliser;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry metrics;

    AcceptDelivery(Payloads payloads, Normaliser normaliser, ObjectMapper json, Clock clock, MeterRegistry metrics) {
        this.payloads = payloads;
        this.normaliser = normaliser;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
    }

    Accepted accept(FeedbackSource source, Delivery delivery) {
        Verdict verdict = source.provider().tool().verify(source.secret(), delivery, clock.instant());
        return switch (verdict) {
            case Verdict.Refused(String reason) -> {
                count(source, "refused");
                throw Problems.unauthorized(reason);
            }
            case Verdict.Genuine genuine -> keep(source, delivery);
        };
    }

    private Accepted keep(FeedbackSource source, Delivery delivery) {
        UUID id = Ids.derived("payload", source.id(), deliveryId(source, delivery));
        boolean isNew = payloads.keep(new Payload(
                id,
                source.id(),
                delivery.body(),
                delivery.headers(),
                clock.instant(),
                PayloadState.RECEIVED,
                TraceParent.current()));
        count(source, isNew ? "accepted" : "duplicate");
        normaliser.offer(id);
        return new Accepted(id, !isNew);
    }

    /// A payload without an id of its own is known by its bytes.
    private String deliveryId(FeedbackSource source, Delivery delivery) {
        return source.provider()
                .tool()
                .deliveryId(delivery, parsed(delivery.body()))
                .orElseGet(() -> hash(delivery));
    }

    private JsonNode parsed(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return json.missingNode();
        }
    }

    private static String hash(Delivery delivery) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(delivery.body()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    private void count(FeedbackSource source, String outcome) {
        Counter.builder("coterie.feedback.webhooks")
                .description("webhook calls, by what became of them")
                .tag("provider", source.provider().key())
                .tag("outcome", outcome)
                .register(metrics)
                .increment();
    }
}
