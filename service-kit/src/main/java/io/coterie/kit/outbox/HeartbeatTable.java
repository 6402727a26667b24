package io.coterie.kit.outbox;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What PostgreSQL knows about a service's positions, which are transaction ids.
@Singleton
class HeartbeatTable {
    private static final String NEXT = "SELECT pg_current_xact_id()::text::bigint AS position";

    /// One statement, so one snapshot: what had ended by then, and what of it still waits to be published, an earlier
    /// heartbeat included.
    private static final String ALL_PUBLISHED = """
            SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ?::xid8
               AND NOT EXISTS (SELECT FROM outbox WHERE lane = 'LIVE' AND xid < ?::xid8) AS published
            """;
    private static final String TAKE_TURN = """
            UPDATE heartbeat SET position = ?::xid8, told_at = clock_timestamp()
            WHERE position = (SELECT position FROM heartbeat
                              WHERE position < ?::xid8 AND told_at <= clock_timestamp() - ? * interval '1 millisecond'
                              FOR UPDATE SKIP LOCKED)
            """;

    /// Adds what was published below the position to the totals; the rest stays for the next time.
    private static final String FOLD = """
            WITH taken AS (DELETE FROM published_event RETURNING type, xids),
                 each AS (SELECT type, unnest(xids) AS xid FROM taken),
                 later AS (INSERT INTO published_event (type, xids)
                           SELECT type, array_agg(xid) FROM each WHERE xid >= ?::xid8 GROUP BY type)
            INSERT INTO published_total (type, events)
            SELECT type, count(*) FROM each WHERE xid < ?::xid8 GROUP BY type
            ON CONFLICT (type) DO UPDATE SET events = published_total.events + excluded.events
            """;
    private static final String TOTALS = "SELECT type, events FROM published_total ORDER BY type";

    private final Database database;

    HeartbeatTable(Database database) {
        this.database = database.failingWith("a heartbeat could not be made");
    }

    /// Above the position of every transaction that has begun to write, below that of every later one.
    long nextPosition() {
        return database.first(NEXT, row -> row.getLong("position")).orElseThrow();
    }

    /// Whether every transaction below the position has ended, and all its live events are published. Once it is so, it
    /// stays so.
    boolean isAllPublishedBelow(long position) {
        String below = Long.toString(position);
        return database.first(ALL_PUBLISHED, row -> row.getBoolean("published"), below, below)
                .orElseThrow();
    }

    /// Whether this replica may tell a heartbeat, which no other does until the running transaction ends.
    boolean takeTurn(long position, Duration sinceTheLast) {
        String below = Long.toString(position);
        return database.update(TAKE_TURN, below, below, sinceTheLast.toMillis()) == 1;
    }

    /// How many live events below the position were published since ever, by type; call in one's turn.
    Map<String, Long> publishedBelow(long position) {
        String below = Long.toString(position);
        database.update(FOLD, below, below);
        Map<String, Long> totals = new LinkedHashMap<>();
        database.query(TOTALS, row -> totals.put(row.getString("type"), row.getLong("events")));
        return totals;
    }
}
