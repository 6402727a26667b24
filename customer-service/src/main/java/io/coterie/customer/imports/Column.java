package io.coterie.customer.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.text.Refused;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a value comes from: a constant, or a column of the file by its name, or by its position from 1 on.
sealed interface Column {
    /// The same value in every row.
    record Constant(String value) implements Column {}

    /// @param pattern how dates are written; ISO-8601 where null
    record InFile(String name, @Nullable DateTimeFormatter pattern, Type type) implements Column {}

    /// What a trait becomes in JSON.
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN;

        private static Type of(String where, JsonNode json) {
            return switch (json.asText("text")) {
                case "text" -> TEXT;
                case "number" -> NUMBER;
                case "boolean" -> BOOLEAN;
                default -> throw new Refused(where, "text, number or boolean");
            };
        }
    }

    static Column of(String where, JsonNode json) {
        if (json.isTextual() && json.textValue().startsWith("=")) {
            return new Constant(json.textValue().substring(1));
        }
        if (json.isTextual() || json.isIntegralNumber()) {
            return new InFile(json.asText(), null, Type.TEXT);
        }
        if (json instanceof ObjectNode object) {
            Mapping.known(where, object, Set.of("column", "pattern", "type"));
            if (!object.path("column").isTextual() && !object.path("column").isIntegralNumber()) {
                throw new Refused(where + ".column", "the name or position of a column");
            }
            return new InFile(
                    object.get("column").asText(),
                    pattern(where + ".pattern", object.path("pattern")),
                    Type.of(where + ".type", object.path("type")));
        }
        throw new Refused(where, "a column's name or position, \"=constant\", or {\"column\", \"pattern\", \"type\"}");
    }

    private static @Nullable DateTimeFormatter pattern(String where, JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        try {
            // people write yyyy and mean the year of our calendar; strictly that is uuuu
            String pattern = json.asText().replace('y', 'u');
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.SMART);
        } catch (IllegalArgumentException broken) {
            throw new Refused(where, "a date pattern such as yyyyMMdd");
        }
    }
}
