package io.coterie.customer.source;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was refused, per source.
@Singleton
public class Rejections {
    private static final String ADD = """
            INSERT INTO rejection (source_id, id, received_at, message_id, reason)
            SELECT ?, i, r, m, t FROM unnest(?, ?, ?, ?) AS x(i, r, m, t) ON CONFLICT DO NOTHING
            """;
    private static final String LIST = """
            SELECT id, received_at, message_id, reason FROM rejection
            WHERE source_id = ? AND (received_at, id) < (?, ?) ORDER BY received_at DESC, id DESC LIMIT ?
            """;
    private static final Rejection.Place NEWEST =
            new Rejection.Place(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Database database;

    Rejections(Database database) {
        this.database = database;
    }

    public void add(UUID sourceId, List<Rejection> rejections) {
        if (!rejections.isEmpty()) {
            List<Rejection> rows = rejections.stream()
                    .sorted(java.util.Comparator.comparing(Rejection::id))
                    .toList();
            database.update(
                    ADD,
                    sourceId,
                    rows.stream().map(Rejection::id).toArray(UUID[]::new),
                    rows.stream().map(Rejection::receivedAt).toArray(Instant[]::new),
                    rows.stream().map(Rejection::messageId).toArray(String[]::new),
                    rows.stream().map(Rejection::reason).toArray(String[]::new));
        }
    }

    List<Rejection> newestFirst(UUID sourceId, @Nullable String after, int limit) {
        Rejection.Place place = after == null ? NEWEST : Rejection.Place.of(after);
        return database.query(
                LIST,
                row -> new Rejection(
                        row.getObject(1, UUID.class),
                        Database.instant(row, "received_at"),
                        row.getString(3),
                        row.getString(4)),
                sourceId,
                place.receivedAt(),
                place.id(),
                limit);
    }
}
