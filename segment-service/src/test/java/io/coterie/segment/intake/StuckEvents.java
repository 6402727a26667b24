package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;

import io.coterie.kit.sql.Database;
import io.coterie.testkit.OidcResource;

/// Events in the outbox that nobody publishes.
final class StuckEvents {
    private static final String STUCK = """
            INSERT INTO outbox (id, lane, type, body, leased_until)
            SELECT gen_random_uuid(), 'LIVE', 'segment.test.v1', '{}', clock_timestamp() + interval '1 hour'
            FROM generate_series(1, ?)
            """;

    private StuckEvents() {}

    /// So many, and no others.
    static void in(Database database, int events) {
        database.update("DELETE FROM outbox WHERE type = 'segment.test.v1'");
        database.update(STUCK, events);
    }

    /// What the service makes of all that waits there.
    static String pressure() {
        return given().auth()
                .oauth2(OidcResource.token("operator"))
                .get("/operations/outbox")
                .jsonPath()
                .getString("pressure");
    }
}
