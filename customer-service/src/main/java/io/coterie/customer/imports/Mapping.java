package io.coterie.customer.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.text.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a file's columns become facts, checked: nothing unknown in it, nothing missing.
///
/// @param columns by target, for example `externalId`, `total`, `traits.country`, `consent.email.marketing`
record Mapping(Kind kind, String source, boolean historical, Format format, Map<String, Column> columns) {
    private static final Set<String> FIELDS = Set.of("kind", "source", "historical", "format", "columns");
    private static final int MOST_COLUMNS = 200;

    /// What a row is.
    enum Kind {
        PURCHASES(
                Set.of("externalId", "occurredAt", "total", "currency", "quantity"),
                List.of("externalId", "occurredAt")),
        CUSTOMERS(Set.of("externalId", "email"), List.of());

        private final Set<String> targets;
        private final List<String> required;

        Kind(Set<String> targets, List<String> required) {
            this.targets = targets;
            this.required = required;
        }

        static Kind of(JsonNode json) {
            return switch (json.path("kind").asText()) {
                case "purchases" -> PURCHASES;
                case "customers" -> CUSTOMERS;
                default -> throw new Refused("mapping.kind", "purchases or customers");
            };
        }

        private boolean takes(String target) {
            return targets.contains(target)
                    || (this == CUSTOMERS && (Target.isTrait(target) || Target.isConsent(target)));
        }

        private String expected() {
            return "one of " + String.join(", ", targets.stream().sorted().toList())
                    + (this == CUSTOMERS ? ", traits.NAME, consent.CHANNEL.PURPOSE" : "");
        }
    }

    static Mapping of(JsonNode given) {
        if (!(given instanceof ObjectNode json)) {
            throw new Refused("mapping", "a JSON object");
        }
        known("mapping", json, FIELDS);
        JsonNode source = json.path("source");
        if (!source.isTextual() || source.textValue().isEmpty()) {
            throw new Refused("mapping.source", "the key of a source");
        }
        Kind kind = Kind.of(json);
        return new Mapping(
                kind,
                source.textValue(),
                flag("mapping.historical", json.path("historical"), false),
                Format.of(json.path("format")),
                columns(kind, json.path("columns")));
    }

    private static Map<String, Column> columns(Kind kind, JsonNode json) {
        if (!json.isObject() || json.isEmpty() || json.size() > MOST_COLUMNS) {
            throw new Refused("mapping.columns", "an object with 1 to " + MOST_COLUMNS + " members");
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        json.properties().forEach(field -> {
            String where = "mapping.columns." + field.getKey();
            if (!kind.takes(field.getKey())) {
                throw new Refused(where, kind.expected());
            }
            columns.put(field.getKey(), Column.of(where, field.getValue()));
        });
        for (String required : kind.required) {
            if (!columns.containsKey(required)) {
                throw new Refused("mapping.columns." + required, "a column");
            }
        }
        if (!columns.containsKey("externalId") && !columns.containsKey("email")) {
            throw new Refused("mapping.columns.externalId", "a column, here or in email");
        }
        return columns;
    }

    static void known(String where, ObjectNode json, Set<String> fields) {
        json.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw new Refused(
                        where + "." + name,
                        "no such field, but "
                                + String.join(", ", fields.stream().sorted().toList()));
            }
        });
    }

    static boolean flag(String where, JsonNode value, boolean otherwise) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new Refused(where, "true or false");
        }
        return value.booleanValue();
    }
}
