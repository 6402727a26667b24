package io.coterie.kit.erasure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.sql.Database;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/// Messages that a table keeps as bytes, `outbox` and `parked_message`: items of the person are taken out of them.
///
/// Events that tell of erasures stay: they name the person for this very purpose. An event of nothing else than the
/// person that a relay has had in hand stays until it is published: it may have been, and then it must be counted as
/// published.
final class StoredMessages implements Kind {
    private static final int MOST_ROWS = 200;
    private static final UUID LOWEST = new UUID(0, 0);
    private static final String NAMES_THEM = """
            coalesce(type, '') !~ '^(customer\\.erased|[a-z]+\\.erasure-completed)\\.'
            AND EXISTS (SELECT FROM unnest(?) AS n(name) WHERE position(convert_to(name, 'UTF8') IN body) > 0)
            """;

    private final Database database;
    private final ObjectMapper json;
    private final String name;
    private final String table;
    private final String droppable;

    static StoredMessages pending(Database database, ObjectMapper json) {
        return new StoredMessages(database, json, "outbox", "outbox", "attempts = 0");
    }

    static StoredMessages parked(Database database, ObjectMapper json) {
        return new StoredMessages(database, json, "parked", "parked_message", "true");
    }

    /// @param droppable when a message may go as a whole, in SQL
    private StoredMessages(Database database, ObjectMapper json, String name, String table, String droppable) {
        this.database = database.failingWith(name + " could not be redacted");
        this.json = json;
        this.name = name;
        this.table = table;
        this.droppable = droppable;
    }

    private record Row(UUID id, byte[] body) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        List<UUID> ids = database.query(
                "SELECT id FROM " + table + " WHERE id > ? ORDER BY id LIMIT ?",
                row -> Database.uuid(row, "id"),
                after.isEmpty() ? LOWEST : UUID.fromString(after),
                MOST_ROWS);
        var redaction = Redaction.of(json, erasure.customerIds());
        int taken = naming(erasure, ids).stream()
                .mapToInt(row -> redact(row, redaction))
                .sum();
        return new Slice(taken, ids.size() < MOST_ROWS ? null : ids.getLast().toString());
    }

    @Override
    public boolean remains(Erasure erasure) {
        return database.first(
                        "SELECT 1 FROM %s WHERE %s AND NOT (%s) LIMIT 1".formatted(table, NAMES_THEM, droppable),
                        row -> true,
                        (Object) names(erasure))
                .isPresent();
    }

    /// Those of the messages that name the person.
    private List<Row> naming(Erasure erasure, List<UUID> ids) {
        return database.query(
                "SELECT id, body FROM %s WHERE id = ANY (?) AND %s ORDER BY id FOR UPDATE".formatted(table, NAMES_THEM),
                row -> new Row(Database.uuid(row, "id"), row.getBytes("body")),
                ids.toArray(UUID[]::new),
                names(erasure));
    }

    private static String[] names(Erasure erasure) {
        return erasure.customerIds().stream()
                .map(UUID::toString)
                .flatMap(id -> Stream.of(id, id.toUpperCase(Locale.ROOT)))
                .toArray(String[]::new);
    }

    private int redact(Row row, Redaction redaction) {
        return switch (redaction.of(row.body)) {
            case Redaction.Outcome.Kept kept -> 0;
            case Redaction.Outcome.Rewritten rewritten -> {
                database.update("UPDATE " + table + " SET body = ? WHERE id = ?", rewritten.body(), row.id);
                yield rewritten.items();
            }
            case Redaction.Outcome.Dropped dropped ->
                database.update("DELETE FROM %s WHERE id = ? AND %s".formatted(table, droppable), row.id)
                        * dropped.items();
        };
    }
}
