package io.coterie.customer.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.text.Refused;
import java.util.Set;

/// How the file is written. The delimiter is one ASCII character; `whitespace` is any run of blanks and tabs.
record Format(char delimiter, boolean whitespace, boolean header) {
    private static final String WHITESPACE = "whitespace";

    static Format of(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return new Format(',', false, true);
        }
        if (!(given instanceof ObjectNode json)) {
            throw new Refused("mapping.format", "a JSON object");
        }
        Mapping.known("mapping.format", json, Set.of("delimiter", "header"));
        String delimiter = json.path("delimiter").asText(",");
        boolean header = Mapping.flag("mapping.format.header", json.path("header"), true);
        if (delimiter.equals(WHITESPACE)) {
            return new Format(' ', true, header);
        }
        if (delimiter.length() != 1 || !isFit(delimiter.charAt(0))) {
            throw new Refused("mapping.format.delimiter", "one ASCII character such as , or ;, or whitespace");
        }
        return new Format(delimiter.charAt(0), false, header);
    }

    private static boolean isFit(char delimiter) {
        return delimiter < 128 && delimiter != '"' && delimiter != '\n' && delimiter != '\r' && delimiter != 0;
    }
}
