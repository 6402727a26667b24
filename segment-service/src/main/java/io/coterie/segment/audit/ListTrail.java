package io.coterie.segment.audit;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who did what to static lists, written in the transaction of what it tells, and never changed.
@Singleton
public class ListTrail {
    private static final String APPEND = """
            INSERT INTO list_audit (list_id, at, subject, action, version, added, removed) VALUES (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String PAGE = """
            SELECT id, at, subject, action, version, added, removed FROM list_audit
            WHERE list_id = ? AND id < ? AND (version IS NOT NULL OR NOT ?) ORDER BY id DESC LIMIT ?
            """;

    private final Database database;
    private final Clock clock;

    ListTrail(Database database, Clock clock) {
        this.database = database.failingWith("the trail of lists could not be written or read");
        this.clock = clock;
    }

    /// What made no version.
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(int list, String subject, ListAction action) {
        database.update(APPEND, list, clock.instant(), subject, action.name(), null, 0, 0);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(int list, String subject, ListAction action, int version, int added, int removed) {
        database.update(APPEND, list, clock.instant(), subject, action.name(), version, added, removed);
    }

    /// One thing that was done.
    ///
    /// @param place where it stands in the trail
    /// @param subject of the token of whoever did it
    /// @param version of the list that it made, absent where it changed nobody's place
    public record Entry(
            long place,
            Instant at,
            String subject,
            ListAction action,
            @Nullable Integer version,
            int added,
            int removed) {}

    /// Newest first, from before a place on.
    /// @param versions whether only what made a version is asked for
    public List<Entry> of(int list, long before, boolean versions, int most) {
        return database.query(PAGE, ListTrail::entry, list, before, versions, most);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                Database.instant(row, "at"),
                row.getString("subject"),
                ListAction.valueOf(row.getString("action")),
                row.getObject("version", Integer.class),
                row.getInt("added"),
                row.getInt("removed"));
    }
}
