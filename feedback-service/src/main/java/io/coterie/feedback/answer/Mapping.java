package io.coterie.feedback.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.identity.Identity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a source's payloads hold what the suite wants to know. A part that is not mapped is not read.
public record Mapping(
        @Nullable Locator nps,
        @Nullable Locator comment,
        List<IdentityAt> identities,
        @Nullable Locator occurredAt) {
    public static final int LONGEST_COMMENT = 8_000;

    /// An identity of this namespace stands there.
    public record IdentityAt(String namespace, Locator at) {}

    /// Never fails: what is not usable is left out and told in the rejections.
    public Answer read(JsonNode payload) {
        List<Rejection> rejections = new ArrayList<>();
        return new Answer(
                scores(payload, rejections),
                comment(payload, rejections),
                identities(payload, rejections),
                List.copyOf(rejections));
    }

    /// The mapped time of the answer; empty where it is not mapped, absent, or no ISO-8601 time with an offset.
    public Optional<Instant> occurredAt(JsonNode payload) {
        return find(occurredAt, payload).flatMap(Mapping::instant);
    }

    public static Optional<Instant> instant(JsonNode value) {
        try {
            return Optional.of(OffsetDateTime.parse(value.asText()).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private Map<String, Integer> scores(JsonNode payload, List<Rejection> rejections) {
        Optional<JsonNode> value = find(nps, payload);
        Optional<Integer> score = value.flatMap(Nps::of);
        if (value.isPresent() && score.isEmpty()) {
            rejections.add(new Rejection("nps", Nps.EXPECTED));
        }
        return score.map(nps -> Map.of("nps", nps)).orElse(Map.of());
    }

    private @Nullable String comment(JsonNode payload, List<Rejection> rejections) {
        Optional<JsonNode> value = find(comment, payload);
        if (value.isEmpty()) {
            return null;
        }
        if (!value.get().isValueNode()) {
            rejections.add(new Rejection("comment", "expected text"));
            return null;
        }
        String text = Text.clean(value.get().asText()).strip();
        String kept = Text.cut(text, LONGEST_COMMENT);
        if (kept.length() < text.length()) {
            rejections.add(new Rejection("comment", "cut to " + LONGEST_COMMENT + " characters"));
        }
        return kept.isEmpty() ? null : kept;
    }

    private List<Identity> identities(JsonNode payload, List<Rejection> rejections) {
        List<Identity> found = new ArrayList<>();
        for (IdentityAt mapped : identities) {
            find(mapped.at(), payload)
                    .ifPresent(value -> identity(mapped, value)
                            .ifPresentOrElse(
                                    found::add,
                                    () -> rejections.add(new Rejection(
                                            "identity." + mapped.namespace(),
                                            "expected text of 1 to 512 characters"))));
        }
        return List.copyOf(found);
    }

    private static Optional<Identity> identity(IdentityAt mapped, JsonNode value) {
        return value.isValueNode() ? Identity.of(mapped.namespace(), Text.clean(value.asText())) : Optional.empty();
    }

    private static Optional<JsonNode> find(@Nullable Locator at, JsonNode payload) {
        return at == null ? Optional.empty() : at.find(payload);
    }
}
