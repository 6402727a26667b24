package io.coterie.customer.imports;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/// Rows that were refused, and cells that were not taken of rows that were.
@Singleton
class ImportRejections {
    private static final String ADD = """
            INSERT INTO import_rejection (import_id, line, "column", reason)
            SELECT ?, l, c, r FROM unnest(?, ?, ?) AS x(l, c, r) ON CONFLICT DO NOTHING
            """;
    private static final String LIST = """
            SELECT line, "column", reason FROM import_rejection WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?
            """;

    private final Database database;

    ImportRejections(Database database) {
        this.database = database;
    }

    /// Never holds what stood in the cell.
    record RejectedLine(long line, String column, String reason) {}

    void add(UUID importId, List<RejectedLine> lines) {
        if (!lines.isEmpty()) {
            database.update(
                    ADD,
                    importId,
                    lines.stream().map(RejectedLine::line).toArray(Long[]::new),
                    lines.stream().map(RejectedLine::column).toArray(String[]::new),
                    lines.stream().map(RejectedLine::reason).toArray(String[]::new));
        }
    }

    @Transactional
    List<RejectedLine> below(UUID importId, long line, int limit) {
        return database.query(
                LIST,
                row -> new RejectedLine(row.getLong(1), row.getString(2), row.getString(3)),
                importId,
                line,
                limit);
    }
}
