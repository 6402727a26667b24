package io.coterie.customer.recording;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// Which facts of a source were taken already.
@Singleton
class Claims {
    private static final String CLAIM = """
            INSERT INTO message_claim (source_id, fact_id) SELECT ?, fact FROM unnest(?) AS fact
            ON CONFLICT DO NOTHING RETURNING fact_id
            """;

    private final Database database;

    Claims(Database database) {
        this.database = database;
    }

    /// Those of the facts that were not taken before. In the order of the ids, so that claimers never wait in a ring.
    Set<UUID> claim(UUID sourceId, Collection<UUID> facts) {
        UUID[] ordered = facts.stream().distinct().sorted().toArray(UUID[]::new);
        return new HashSet<>(database.query(CLAIM, row -> row.getObject(1, UUID.class), sourceId, ordered));
    }
}
