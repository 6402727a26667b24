package io.coterie.local.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;

/// A line of a log for people: services write JSON, others plain text.
final class LogLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLine() {}

    /// `2026-11-25T08:13:06.629Z WARN [io.coterie.kit.intake.Intake] (worker-1) message {traceId=…}`, and below it the
    /// trace of the exception, if any. What is no JSON stays as it is.
    static String readable(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode record = JSON.readTree(line);
            return record.has("message") ? text(record) : line;
        } catch (JsonProcessingException cutOff) {
            return line;
        }
    }

    private static String text(JsonNode record) {
        return "%s %-5s [%s] (%s) %s%s%s"
                .formatted(
                        record.path("timestamp").asText(),
                        record.path("level").asText(),
                        record.path("loggerName").asText(),
                        record.path("threadName").asText(),
                        record.path("message").asText(),
                        fields(record.path("mdc")),
                        trace(record.path("stackTrace").asText()));
    }

    private static String fields(JsonNode mdc) {
        return mdc.isEmpty()
                ? ""
                : mdc.properties().stream()
                        .map(field -> field.getKey() + "=" + field.getValue().asText())
                        .collect(Collectors.joining(", ", " {", "}"));
    }

    private static String trace(String stackTrace) {
        return stackTrace.isBlank() ? "" : "\n" + stackTrace.strip();
    }
}
