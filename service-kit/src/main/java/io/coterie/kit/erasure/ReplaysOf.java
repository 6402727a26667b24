package io.coterie.kit.erasure;

import io.coterie.kit.sql.Database;
import java.util.UUID;

/// Replays of the person's facts. One that only got as far as the person starts its present type again.
final class ReplaysOf implements Kind {
    private static final String DELETE = "DELETE FROM replay WHERE customer_id = ANY (?)";
    private static final String RESTART = """
            UPDATE replay SET place = NULL
            WHERE EXISTS (SELECT FROM unnest(?) AS n(name) WHERE position(name IN lower(place)) > 0)
            """;

    private final Database database;

    ReplaysOf(Database database) {
        this.database = database.failingWith("replays could not be erased");
    }

    @Override
    public String name() {
        return "replays";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        Object names = erasure.customerIds().stream().map(UUID::toString).toArray(String[]::new);
        int restarted = database.update(RESTART, names);
        return new Slice(restarted + database.update(DELETE, (Object) erasure.customers()), null);
    }
}
