package io.coterie.segment.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.sql.Database;
import java.util.UUID;

/// An activation remembers the customer whom its walk reached last. It starts that bucket again: rows that have been
/// brought up to date are passed over.
final class PlacesOfWalks implements Kind {
    private static final String RESTART = """
            UPDATE activation SET after_customer = '00000000-0000-0000-0000-000000000000'
            WHERE after_customer = ANY (?)
            """;

    private final Database database;

    PlacesOfWalks(Database database) {
        this.database = database.failingWith("places of walks could not be erased");
    }

    @Override
    public String name() {
        return "places";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        return new Slice(database.update(RESTART, (Object) erasure.customerIds().toArray(UUID[]::new)), null);
    }
}
