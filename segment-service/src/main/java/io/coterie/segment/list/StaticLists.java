package io.coterie.segment.list;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lists themselves, without who is on them.
@Singleton
public class StaticLists {
    private static final String SELECT = """
            SELECT id, key, name, version, size, created_at, changed_at, archived_at,
                   EXISTS (SELECT 1 FROM list_work w WHERE w.list_id = l.id) AS pending
            FROM static_list l
            """;
    private static final String BY_KEY = SELECT + "WHERE key = ?";
    private static final String LOCK = BY_KEY + " FOR UPDATE OF l";
    private static final String PAGE = SELECT + "WHERE key > ? AND (archived_at IS NOT NULL) = ? ORDER BY key LIMIT ?";
    private static final String INSERT = """
            INSERT INTO static_list (key, name, created_at, changed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO NOTHING RETURNING id
            """;
    private static final String CHANGE =
            "UPDATE static_list SET version = ?, size = size + ?, changed_at = ? WHERE id = ?";
    private static final String ARCHIVE = "UPDATE static_list SET archived_at = ? WHERE id = ?";

    private final Database database;

    StaticLists(Database database) {
        this.database = database.failingWith("static lists could not be read or written");
    }

    public Optional<StaticList> byKey(String key) {
        return database.first(BY_KEY, StaticLists::list, key);
    }

    /// As it is now; until the running transaction ends nobody else changes it.
    public Optional<StaticList> locked(String key) {
        return database.first(LOCK, StaticLists::list, key);
    }

    /// In the order of their keys: those that are archived, or those that are not.
    public List<StaticList> after(String key, boolean archived, int most) {
        return database.query(PAGE, StaticLists::list, key, archived, most);
    }

    /// Whether rules may refer to it.
    public boolean isInUse(String key) {
        return byKey(key).filter(list -> !list.archived()).isPresent();
    }

    /// The new list's id; empty where the key is taken.
    public Optional<Integer> insert(String key, String name, Instant now) {
        return database.first(INSERT, row -> row.getInt("id"), key, name, now, now);
    }

    /// @param growth how many more are on it than before
    public void change(int id, int version, int growth, Instant now) {
        database.update(CHANGE, version, growth, now, id);
    }

    /// @param at null where it is taken out of the archive
    public void archive(int id, @Nullable Instant at) {
        database.update(ARCHIVE, at, id);
    }

    private static StaticList list(ResultSet row) throws SQLException {
        return new StaticList(
                row.getInt("id"),
                row.getString("key"),
                row.getString("name"),
                row.getInt("version"),
                row.getLong("size"),
                Database.instant(row, "created_at"),
                Database.instant(row, "changed_at"),
                Database.optionalInstant(row, "archived_at"),
                row.getBoolean("pending"));
    }
}
