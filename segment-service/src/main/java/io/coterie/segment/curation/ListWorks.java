package io.coterie.segment.curation;

import io.coterie.kit.sql.Database;
import io.coterie.segment.touch.Place;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Work on lists as rows: who works on one holds a lease, which ends by itself if the replica dies.
@Singleton
class ListWorks {
    private static final String COLUMNS = "list_id, version, after_bucket, after_customer";
    private static final String INSERT = "INSERT INTO list_work (list_id, version) VALUES (?, ?)";
    private static final String LEASE = """
            UPDATE list_work SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE (list_id, version) = (SELECT list_id, version FROM list_work
                        WHERE leased_until IS NULL OR leased_until < clock_timestamp()
                        ORDER BY list_id, version LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + COLUMNS;
    private static final String LOCK =
            "SELECT " + COLUMNS + " FROM list_work WHERE list_id = ? AND version = ? FOR UPDATE";
    private static final String SAVE = """
            UPDATE list_work SET after_bucket = ?, after_customer = ?,
                leased_until = clock_timestamp() + interval '30 seconds'
            WHERE list_id = ? AND version = ?
            """;
    private static final String RELEASE = "UPDATE list_work SET leased_until = NULL WHERE list_id = ? AND version = ?";
    private static final String END = "DELETE FROM list_work WHERE list_id = ? AND version = ?";

    private final Database database;

    ListWorks(Database database) {
        this.database = database.failingWith("work on lists could not be read or stored");
    }

    void insert(int list, int version) {
        database.update(INSERT, list, version);
    }

    /// One that nobody works on.
    Optional<ListWork> lease() {
        return database.first(LEASE, ListWorks::work);
    }

    /// As it is now, unless it has ended; until the transaction ends nobody else changes it.
    Optional<ListWork> locked(ListWork work) {
        return database.first(LOCK, ListWorks::work, work.list(), work.version());
    }

    /// Keeps the place that was reached, and the lease.
    void save(ListWork work) {
        database.update(SAVE, (short) work.place().bucket(), work.place().customer(), work.list(), work.version());
    }

    /// Whoever looks next may go on at once.
    void release(ListWork work) {
        database.update(RELEASE, work.list(), work.version());
    }

    void end(ListWork work) {
        database.update(END, work.list(), work.version());
    }

    private static ListWork work(ResultSet row) throws SQLException {
        return new ListWork(
                row.getInt("list_id"),
                row.getInt("version"),
                new Place(row.getInt("after_bucket"), Database.uuid(row, "after_customer"), false));
    }
}
