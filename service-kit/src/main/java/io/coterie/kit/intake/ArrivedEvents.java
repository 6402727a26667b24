package io.coterie.kit.intake;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// How many live events were dealt with here, by their positions. Parked ones count: nobody waits for them.
@Singleton
public class ArrivedEvents {
    private static final String COUNT = """
            SELECT type, count(*) AS events FROM inbox
            WHERE type = ANY (?) AND position >= ? AND position < ? GROUP BY type
            """;
    private static final String FORGET = """
            UPDATE inbox SET position = NULL
            WHERE event_id IN (SELECT event_id FROM inbox WHERE type = ANY (?) AND position IS NOT NULL LIMIT ?)
            """;

    private final Database database;

    ArrivedEvents(Database database) {
        this.database = database.failingWith("the inbox could not be counted");
    }

    /// By type; a type without any is absent.
    public Map<String, Long> between(Collection<String> types, long from, long below) {
        Map<String, Long> counts = new HashMap<>();
        database.query(
                COUNT,
                row -> counts.put(row.getString("type"), row.getLong("events")),
                types.toArray(String[]::new),
                from,
                below);
        return counts;
    }

    /// Forgets the positions of so many; returns how many that were.
    public int forgetPositions(Collection<String> types, int most) {
        return database.update(FORGET, types.toArray(String[]::new), most);
    }
}
