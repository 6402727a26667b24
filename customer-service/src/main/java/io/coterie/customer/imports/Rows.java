package io.coterie.customer.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.consent.ConsentChoice;
import io.coterie.customer.identity.Who;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.text.Refused;
import io.coterie.customer.text.Words;
import io.coterie.kit.event.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes facts of a file's rows, as the mapping says.
///
/// A fact's id comes from the source, the file's hash and the row's line: the same file again tells the same facts,
/// whatever its mapping; equal rows on different lines are different facts.
final class Rows {
    private static final String ORDER_COMPLETED = "Order Completed";
    private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

    /// When it was so that a row of a file says of a customer: long ago in a file of the past, else when it is told.
    private static final Instant LONG_AGO = Instant.EPOCH;

    private static final Instant WHEN_TOLD = Instant.MAX;

    private final Mapping mapping;
    private final Columns columns;
    private final UUID sourceId;
    private final String sha256;

    Rows(Mapping mapping, Columns columns, UUID sourceId, String sha256) {
        this.mapping = mapping;
        this.columns = columns;
        this.sourceId = sourceId;
        this.sha256 = sha256;
    }

    /// @throws Refused naming the column that is at fault
    Fact fact(Line row) {
        if (row.broken()) {
            throw new Refused("row", "a row whose quotes are closed, with cells of at most 64 KB");
        }
        if (row.cells().size() != columns.width()) {
            throw new Refused("row", columns.width() + " cells");
        }
        UUID id = Ids.derived("import", sourceId, mapping.kind(), sha256, row.number());
        return switch (mapping.kind()) {
            case PURCHASES -> purchase(id, row);
            case CUSTOMERS -> customer(id, row);
        };
    }

    private Fact purchase(UUID id, Line row) {
        Cell customer = required(row, "externalId");
        ObjectNode properties = JSON.objectNode();
        mapping.columns().forEach((target, column) -> {
            switch (target) {
                case "total", "quantity" ->
                    properties.put(target, required(row, target).number());
                case "currency" -> properties.put(target, currency(required(row, target)));
                default -> {}
            }
        });
        Cell date = required(row, "occurredAt");
        var pattern = mapping.columns().get("occurredAt") instanceof Column.InFile inFile ? inFile.pattern() : null;
        return new Fact.Behaved(
                id,
                new Who(Words.checked(customer.column(), customer.text()), null, null),
                ORDER_COMPLETED,
                date.time(pattern),
                properties,
                null);
    }

    private Fact customer(UUID id, Line row) {
        ObjectNode traits = JSON.objectNode();
        List<ConsentChoice> consents = new ArrayList<>();
        mapping.columns().forEach((target, column) -> {
            Cell cell = columns.cell(row, target, column);
            if (!cell.isEmpty() && Target.isTrait(target)) {
                set(traits, Target.path(target), trait(cell, column));
            } else if (!cell.isEmpty() && Target.isConsent(target)) {
                String[] names = target.split("\\.", -1);
                consents.add(new ConsentChoice(names[1], names[2], cell.flag()));
            }
        });
        return new Fact.Identified(id, who(row), mapping.historical() ? LONG_AGO : WHEN_TOLD, traits, false, consents);
    }

    private Who who(Line row) {
        Cell externalId = optional(row, "externalId");
        Cell email = optional(row, "email");
        if (externalId == null && email == null) {
            throw new Refused(mapping.columns().containsKey("externalId") ? "externalId" : "email", "a value");
        }
        return new Who(
                externalId == null ? null : Words.checked(externalId.column(), externalId.text()),
                null,
                email == null ? null : Words.email(email.column(), email.text()));
    }

    private Cell required(Line row, String target) {
        Cell cell = columns.cell(
                row, target, Objects.requireNonNull(mapping.columns().get(target)));
        if (cell.isEmpty()) {
            throw new Refused(cell.column(), "a value");
        }
        return cell;
    }

    /// Null where nothing is mapped or the cell is empty.
    private @Nullable Cell optional(Line row, String target) {
        Column column = mapping.columns().get(target);
        Cell cell = column == null ? null : columns.cell(row, target, column);
        return cell == null || cell.isEmpty() ? null : cell;
    }

    private static JsonNode trait(Cell cell, Column column) {
        if (!(column instanceof Column.InFile inFile)) {
            return JSON.textNode(cell.text());
        }
        if (inFile.pattern() != null) {
            String time = cell.time(inFile.pattern()).toString();
            return JSON.textNode(time.endsWith("T00:00:00Z") ? time.substring(0, time.indexOf('T')) : time);
        }
        return switch (inFile.type()) {
            case TEXT -> JSON.textNode(cell.text());
            case NUMBER -> JSON.numberNode(cell.number());
            case BOOLEAN -> JSON.booleanNode(cell.flag());
        };
    }

    private static void set(ObjectNode traits, String[] path, JsonNode value) {
        ObjectNode at = traits;
        for (int i = 0; i < path.length - 1; i++) {
            at = at.get(path[i]) instanceof ObjectNode below ? below : at.putObject(path[i]);
        }
        at.set(path[path.length - 1], value);
    }

    private static String currency(Cell cell) {
        try {
            return Currency.getInstance(cell.text()).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new Refused(cell.column(), "an ISO-4217 currency such as EUR");
        }
    }
}
