package io.coterie.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An operator reads why something was parked; the reason quotes nobody.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class ParkedErrorTest {
    private static final String SECRET = "ann@example.test";

    @Inject
    Intake intake;

    @Inject
    EventFormat format;

    @Inject
    ObjectMapper json;

    @Inject
    Database database;

    @BeforeEach
    void empty() {
        database.update("DELETE FROM parked_message");
        database.update("CREATE TABLE IF NOT EXISTS address (email text PRIMARY KEY)");
    }

    @Test
    void aViolatedConstraintIsToldByItsState() {
        intake.receive(Delivery.fresh(Lane.LIVE, event()), event -> {
            database.update("INSERT INTO address VALUES (?)", SECRET);
            database.update("INSERT INTO address VALUES (?)", SECRET);
        });

        assertThat(error()).contains("SQL state 23505").doesNotContain(SECRET, "email");
    }

    @Test
    void aValueThatDoesNotFitIsNotQuoted() {
        intake.receive(Delivery.fresh(Lane.LIVE, event()), event -> {
            try {
                json.treeToValue(event.items().getFirst().path("email"), Integer.class);
            } catch (JsonProcessingException broken) {
                throw new IllegalArgumentException(broken);
            }
        });

        assertThat(error()).contains("MismatchedInputException").doesNotContain(SECRET);
    }

    private byte[] event() {
        return format.write("customer.test.v1", List.of(Map.of("customerId", "a", "email", SECRET)))
                .getFirst()
                .body();
    }

    private String error() {
        return database.first("SELECT error FROM parked_message", row -> row.getString(1))
                .orElseThrow();
    }
}
