package io.coterie.campaign.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.sql.Database;
import java.util.UUID;

/// The next page of an audience may be known by the person whom the page before ended with. That segment is then read
/// from its beginning; whoever reads it now has lost the race, as if another replica had been first.
final class PlacesInAudiences implements Kind {
    private static final String RESTART = """
            UPDATE audience_part SET next_page = NULL, read = 0, pages = pages + 1, leased_until = NULL
            WHERE NOT done AND lower(next_page) = ANY (?)
            """;

    private final Database database;

    PlacesInAudiences(Database database) {
        this.database = database.failingWith("places in audiences could not be erased");
    }

    @Override
    public String name() {
        return "places";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        Object ids = erasure.customerIds().stream().map(UUID::toString).toArray(String[]::new);
        return new Slice(database.update(RESTART, ids), null);
    }
}
