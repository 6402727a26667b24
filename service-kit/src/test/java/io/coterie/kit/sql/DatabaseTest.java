package io.coterie.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class DatabaseTest {
    private static final Instant EXACT = Instant.parse("2026-03-29T01:30:00.123457Z");

    @Inject
    Database database;

    @BeforeEach
    void empty() {
        database.update("CREATE TABLE IF NOT EXISTS thing (id integer PRIMARY KEY, label text, at timestamptz)");
        database.update("DELETE FROM thing");
    }

    @Test
    void instantsComeBackExactToTheMicrosecond() {
        database.update("INSERT INTO thing VALUES (1, ?, ?)", "a", EXACT);

        assertThat(database.first("SELECT at FROM thing", row -> Database.instant(row, "at")))
                .contains(EXACT);
    }

    @Test
    void nullIsStoredAsNullAndReadsAsNothing() {
        database.update("INSERT INTO thing VALUES (1, ?, ?)", null, null);

        assertThat(database.first("SELECT at FROM thing", row -> Database.optionalInstant(row, "at")))
                .isEmpty();
        assertThat(database.query("SELECT label FROM thing", row -> row.getString("label")))
                .containsExactly((String) null);
    }

    @Test
    void arraysBecomeRows() {
        UUID id = UUID.randomUUID();

        List<String> rows = database.query(
                """
                SELECT concat_ws('|', id, label, small, number, large, flag, at = ?::timestamptz) AS line
                FROM unnest(?::uuid[], ?::text[], ?::smallint[], ?::integer[], ?::bigint[], ?::boolean[],
                            ?::timestamptz[]) AS r (id, label, small, number, large, flag, at)
                """,
                row -> row.getString("line"),
                EXACT,
                new UUID[] {id},
                new String[] {"a,\"b"},
                new Short[] {1},
                new Integer[] {2},
                new Long[] {3L},
                new Boolean[] {true},
                new Instant[] {EXACT});

        assertThat(rows).containsExactly(id + "|a,\"b|1|2|3|t|t");
    }

    @Test
    void aBatchTellsHowManyRowsEachOfItsUpdatesWrote() {
        database.batch(
                "INSERT INTO thing (id, label) VALUES (?, ?)", List.of(new Object[] {1, "a"}, new Object[] {2, "b"}));

        int[] written = database.batch(
                "UPDATE thing SET label = ? WHERE id = ?", List.of(new Object[] {"c", 1}, new Object[] {"d", 7}));

        assertThat(written).containsExactly(1, 0);
    }

    @Test
    void aFailureCarriesItsCauseAndSaysWhatWasToBeDoneButNoData() {
        database.update("INSERT INTO thing (id) VALUES (?)", 4711);

        assertThatThrownBy(() -> database.update("INSERT INTO thing (id) VALUES (?)", 4711))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("SQL state 23505")
                .hasCauseInstanceOf(SQLException.class);
        assertThatThrownBy(() -> database.failingWith("no thing").update("INSERT INTO thing (id) VALUES (?)", 4711))
                .hasMessage("no thing");
    }
}
