package io.coterie.feedback.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.answer.Mapping;
import io.coterie.feedback.answer.MappingFormat;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is peculiar to a survey tool: how it signs, how it names its deliveries and answers, how its payloads are
/// mapped.
public sealed interface SurveyTool permits Typeform, StandardWebhooks {
    /// The headers, in lower case, that are kept with a payload.
    Set<String> headers();

    /// What a secret of this tool looks like, told only when this one does not.
    Optional<String> refuses(Secret secret);

    MappingFormat mappings();

    /// Looks at the raw bytes and parses nothing.
    Verdict verify(Secret secret, Delivery delivery, Instant now);

    /// The tool's own id of the delivery; the same when it sends it again. The body is a missing node where it is no
    /// JSON.
    Optional<String> deliveryId(Delivery delivery, JsonNode body);

    Submission submission(Delivery delivery, JsonNode body, Mapping mapping, Instant receivedAt);
}
